namespace Saker.Learning.Trainers.XGBoost;

/// <summary>Training rows with their targets and, where rows count differently, their weights, copied into the engine's memory.</summary>
internal sealed class TrainingMatrix : IDisposable
{
    public unsafe TrainingMatrix(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights = default)
    {
        XGBoostLibrary.Load();
        RowCount = features.RowCount;
        fixed (float* values = features.Values)
        {
            var rows = DenseRows.Describe(values, features.RowCount, features.ColumnCount);
            XGBoostLibrary.Require(NativeMethods.XGDMatrixCreateFromDense(rows, """{"missing":NaN,"nthread":1}""", out var handle));
            Handle = handle;
        }
        fixed (float* values = target)
            XGBoostLibrary.Require(NativeMethods.XGDMatrixSetFloatInfo(Handle, "label", values, (ulong)target.Length));
        if (weights.IsEmpty)
            return;
        fixed (float* values = weights)
            XGBoostLibrary.Require(NativeMethods.XGDMatrixSetFloatInfo(Handle, "weight", values, (ulong)weights.Length));
    }

    public MatrixHandle Handle { get; }

    public int RowCount { get; }

    public void Dispose() => Handle.Dispose();
}
