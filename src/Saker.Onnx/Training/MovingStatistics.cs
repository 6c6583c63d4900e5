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
            _stored.Add((name, [.. tensor.Shape], tensor.Span<float>().ToArray()));
        }
    }

    public IEnumerable<float[]> Values => _stored.Select(stored => stored.Values);

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
