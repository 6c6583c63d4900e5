namespace Saker.Onnx.Tests.Conformance;

/// <summary>Compares tensors: shapes and types exactly, floating point within the tolerance of ONNX's own runner.</summary>
internal static class TensorComparison
{
    private const double Relative = 1e-3;
    private const double Absolute = 1e-7;

    /// <summary>How the tensors differ; null when they agree.</summary>
    public static string? FindDifference(Tensor expected, Tensor actual, double relative = Relative, double absolute = Absolute)
    {
        if (expected.Type != actual.Type)
            return $"type {actual.Type} instead of {expected.Type}";
        if (!expected.Shape.SequenceEqual(actual.Shape))
            return $"shape [{string.Join(", ", actual.Shape)}] instead of [{string.Join(", ", expected.Shape)}]";
        if (expected.Type == ElementType.Text)
            return expected.Span<string>().SequenceEqual(actual.Span<string>()) ? null : $"texts {string.Join("|", actual.Span<string>().ToArray())} instead of {string.Join("|", expected.Span<string>().ToArray())}";
        if (!ElementTypes.IsFloatingPoint(expected.Type))
            return expected.Bytes().SequenceEqual(actual.Bytes()) ? null : "other integers or booleans";
        var wanted = Numbers(expected);
        var given = Numbers(actual);
        for (var i = 0; i < wanted.Length; i++)
            if (!Near(wanted[i], given[i], relative, absolute))
                return $"element {i} is {given[i]:R} instead of {wanted[i]:R}";
        return null;
    }

    public static double[] Numbers(Tensor tensor) => tensor.Type switch
    {
        ElementType.Float32 => Array.ConvertAll(tensor.Span<float>().ToArray(), value => (double)value),
        ElementType.Float64 => tensor.Span<double>().ToArray(),
        ElementType.Float16 => Array.ConvertAll(tensor.Span<Half>().ToArray(), value => (double)value),
        ElementType.BFloat16 => Array.ConvertAll(tensor.Span<ushort>().ToArray(), bits => (double)BitConverter.Int32BitsToSingle(bits << 16)),
        _ => throw new ArgumentException($"{tensor.Type} is not compared as numbers."),
    };

    private static bool Near(double expected, double actual, double relative, double absolute) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= absolute + relative * Math.Abs(expected);
}
