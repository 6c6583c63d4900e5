namespace Saker.Learning.Trainers.XGBoost;

/// <summary>
/// A tree model in the engine. All rounds must run on one thread, one booster after the other: the engine's random generator belongs to
/// the thread and is seeded by the first round. Predicting is thread-safe.
/// </summary>
internal sealed class Booster
{
    private readonly Lock _lock = new();
    private readonly BoosterHandle _handle;

    /// <param name="train">What the model will be trained on.</param>
    /// <param name="parameters">The engine's parameters by its own names; one thread and silence are added.</param>
    public unsafe Booster(TrainingMatrix train, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var held = false;
        try
        {
            train.Handle.DangerousAddRef(ref held);
            var matrix = train.Handle.DangerousGetHandle();
            XGBoostLibrary.Require(NativeMethods.XGBoosterCreate(&matrix, 1, out _handle));
        }
        finally
        {
            if (held)
                train.Handle.DangerousRelease();
        }
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("verbosity", "0"), ("nthread", "1"), .. parameters])
            XGBoostLibrary.Require(NativeMethods.XGBoosterSetParam(_handle, name, value));
    }

    /// <summary>Adds a tree against the objective's gradients at the present predictions.</summary>
    public void Update(int iteration, TrainingMatrix train) =>
        XGBoostLibrary.Require(NativeMethods.XGBoosterUpdateOneIter(_handle, iteration, train.Handle));

    /// <summary>Adds a tree against given gradients, one per row; where there are several classes a tree for each, and a gradient per row and class, row-major.</summary>
    public unsafe void Update(TrainingMatrix train, ReadOnlySpan<float> gradient, ReadOnlySpan<float> hessian)
    {
        fixed (float* first = gradient)
        fixed (float* second = hessian)
            XGBoostLibrary.Require(NativeMethods.XGBoosterBoostOneIter(_handle, train.Handle, first, second, (ulong)gradient.Length));
    }

    /// <summary>The objective's answer for each row: a probability for <c>binary:logistic</c>, one for each class for <c>multi:softprob</c>, the sum of leaves for a regression.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="width">How many numbers it gives for a row.</param>
    public unsafe float[] Predict(FeatureMatrix features, int width = 1)
    {
        if (features.RowCount == 0)
            return [];
        const string config = """{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,"missing":NaN,"cache_id":0}""";
        lock (_lock)
        {
            fixed (float* values = features.Values)
            {
                var rows = DenseRows.Describe(values, features.RowCount, features.ColumnCount);
                XGBoostLibrary.Require(NativeMethods.XGBoosterPredictFromDense(_handle, rows, config, 0, out _, out _, out var result));
                return new ReadOnlySpan<float>(result, checked(features.RowCount * width)).ToArray();
            }
        }
    }

    /// <summary>The model as the engine's JSON.</summary>
    public unsafe byte[] Save()
    {
        lock (_lock)
        {
            XGBoostLibrary.Require(NativeMethods.XGBoosterSaveModelToBuffer(_handle, """{"format":"json"}""", out var length, out var buffer));
            return new ReadOnlySpan<byte>(buffer, checked((int)length)).ToArray();
        }
    }
}
