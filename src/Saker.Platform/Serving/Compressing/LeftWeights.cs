using System.Globalization;
using Saker.Onnx;
using Saker.Onnx.Editing;
using Saker.Onnx.Training;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Weights that a method did not touch, such as those of recurrent layers, and files that became no smaller: what a smaller model's notes say of them.</summary>
internal static class LeftWeights
{
    private const int MaxNameCount = 10;

    /// <param name="model">The model as it was.</param>
    /// <param name="small">The model as it is.</param>
    /// <param name="method">How it was made smaller.</param>
    /// <param name="before">Bytes of the file as it was.</param>
    /// <param name="after">Bytes of the file as it is.</param>
    public static IEnumerable<string> Notes(OnnxModel model, OnnxModel small, CompressionMethod method, long before, long after)
    {
        var (own, made) = (new ModelEditor(model), new ModelEditor(small));
        var stored = made.Constants.ToHashSet(StringComparer.Ordinal);
        // Shifts are left by most methods and are few: matrices and larger ones are told of.
        var weights = TrainableValues.Find(model).Where(spec => spec.Shape.Count > 1).Select(spec => (spec.Name, Content: own.Constant(spec.Name))).ToArray();
        var left = weights.Where(weight => stored.Contains(weight.Name) && IsSame(weight.Content, made.Constant(weight.Name))).ToArray();
        if (left.Length > 0)
        {
            var (count, all) = (left.Sum(weight => (long)weight.Content.Count), weights.Sum(weight => (long)weight.Content.Count));
            var names = string.Join(", ", left.Take(MaxNameCount).Select(weight => $"'{weight.Name}'")) + (left.Length > MaxNameCount ? $" and {left.Length - MaxNameCount} more" : "");
            yield return string.Create(CultureInfo.InvariantCulture, $"the method left {Math.Round(100.0 * count / all)} % of the weights' numbers as they were ({count:N0} of {all:N0}): {names}.");
        }
        if (method is CompressionMethod.Dynamic or CompressionMethod.Static && after >= before)
            yield return string.Create(CultureInfo.InvariantCulture, $"the file became no smaller: {before:N0} bytes before, {after:N0} now.");
    }

    private static bool IsSame(Tensor one, Tensor other) => one.Type == other.Type && one.Shape.SequenceEqual(other.Shape) && one.Type == ElementType.Float32 && one.Span<float>().SequenceEqual(other.Span<float>());
}
