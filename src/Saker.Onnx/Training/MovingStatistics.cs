using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Saker.Onnx.Editing;
using Saker.Onnx.Gradients;

namespace Saker.Onnx.Training;

/// <summary>The means and variances that batch normalisations store, which follow those of batches.</summary>
internal sealed class MovingStatistics
{
    private readonly IReadOnlyList<BatchStatistic> _statistics;
    private readonly List<(string Name, long[] Shape, float[] Values)> _stored = [];

    public MovingStatistics(IReadOnlyList<BatchStatistic> statistics, ModelEditor model)
    {
        _statistics = statistics;
        foreach (var name in statistics.SelectMany(statistic => new[] { statistic.StoredMean, statistic.StoredVariance }))
        {
            var tensor = model.Constant(name);
            var values = GC.AllocateUninitializedArray<float>(tensor.Count, pinned: true);
            tensor.Span<float>().CopyTo(values);
            _stored.Add((name, [.. tensor.Shape], values));
        }
    }

    public IEnumerable<float[]> Values => _stored.Select(stored => stored.Values);

    public IEnumerable<string> Names => _stored.Select(stored => stored.Name);

    /// <summary>The engine's value over what is stored under a name, read where it is; null where nothing is.</summary>
    public OrtValue? EngineValue(string name)
    {
        var at = _stored.FindIndex(stored => stored.Name == name);
        if (at < 0)
            return null;
        var (_, shape, values) = _stored[at];
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, Marshal.UnsafeAddrOfPinnedArrayElement(values, 0), (long)values.Length * sizeof(float));
    }

    public void Move(TrainingMemory memory)
    {
        for (var i = 0; i < _statistics.Count; i++)
        {
            var statistic = _statistics[i];
            Follow(_stored[2 * i].Values, memory.Elements<float>(statistic.Mean), statistic.Momentum, 1);
            // What is stored estimates the variance of all rows, of which a batch shows a little less.
            Follow(_stored[2 * i + 1].Values, memory.Elements<float>(statistic.Variance), statistic.Momentum, statistic.Count / Math.Max(1f, statistic.Count - 1));
        }
    }

    public void Write(ModelEditor editor)
    {
        foreach (var (name, shape, values) in _stored)
            editor.SetConstant(name, Tensor.Of((float[])values.Clone(), shape));
    }

    private static void Follow(float[] stored, ReadOnlySpan<float> batch, float momentum, float factor)
    {
        for (var i = 0; i < stored.Length; i++)
            stored[i] = stored[i] * momentum + batch[i] * factor * (1 - momentum);
    }
}
