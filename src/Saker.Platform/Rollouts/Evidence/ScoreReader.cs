using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Reads one number from what a version answered: the probability of the positive class, the number predicted, or, where a row has several numbers as
/// probabilities of classes are, the largest. Of several rows the mean: a request is one observation, since its rows have a caller in common.
/// </summary>
internal sealed class ScoreReader
{
    // Requests of more rows cost no more to look at.
    private const int MaxRows = 256;

    private readonly int _output;
    private readonly ElementType _type;

    private ScoreReader(int output, ElementType type) => (_output, _type) = (output, type);

    /// <summary>Reads nothing: for versions whose answers are no numbers.</summary>
    public static ScoreReader None { get; } = new(-1, ElementType.Float32);

    /// <param name="outputs">The tensors of an answer; where one is called <see cref="ModelGraph.ProbabilityName"/> it is taken, else the first of floating point.</param>
    public static ScoreReader Of(IReadOnlyList<TensorSpec> outputs)
    {
        var found = -1;
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Type is not (ElementType.Float32 or ElementType.Float64))
                continue;
            if (outputs[i].Name == ModelGraph.ProbabilityName)
                return new ScoreReader(i, outputs[i].Type);
            found = found < 0 ? i : found;
        }
        return found < 0 ? None : new ScoreReader(found, outputs[found].Type);
    }

    /// <summary>The score of an answer; NaN where it has none, or none that is finite.</summary>
    public float Read(ReadOnlySpan<TensorBuffer> outputs)
    {
        if ((uint)_output >= (uint)outputs.Length || outputs[_output] is not { Count: > 0 } tensor || tensor.Type != _type)
            return float.NaN;
        var rows = tensor.Shape is [> 0 and var first, ..] && tensor.Count % first == 0 ? (int)first : 1;
        var mean = _type == ElementType.Float32 ? MeanOf(tensor.Elements<float>(), rows) : MeanOf(tensor.Elements<double>(), rows);
        return double.IsFinite(mean) ? (float)mean : float.NaN;
    }

    private static double MeanOf<T>(ReadOnlySpan<T> values, int rows)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var width = values.Length / rows;
        var taken = Math.Min(rows, MaxRows);
        var sum = 0.0;
        for (var row = 0; row < taken; row++)
        {
            var most = values[row * width];
            for (var i = 1; i < width; i++)
                most = T.Max(most, values[(row * width) + i]);
            sum += double.CreateChecked(most);
        }
        return sum / taken;
    }
}
