package dev.trefoil.inference.runtime;

/// Scores through [MatrixModel#compute].
public final class WideningScorer implements RowScorer {
    private final MatrixModel model;
    private final double[] wide;

    public WideningScorer(MatrixModel model) {
        this.model = model;
        this.wide = new double[model.features()];
    }

    @Override
    public void score(double[] row, double[] out) {
        model.compute(row, 1, PredictOptions.VALUE, out);
    }

    @Override
    public void score(float[] row, double[] out) {
        for (int i = 0; i < wide.length; i++) {
            wide[i] = row[i];
        }
        model.compute(wide, 1, PredictOptions.VALUE, out);
    }
}
