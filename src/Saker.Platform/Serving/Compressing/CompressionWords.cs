using Saker.Data;
using Saker.Onnx.Compression;

namespace Saker.Platform.Serving.Compressing;

/// <summary>What people call the methods.</summary>
public static class CompressionWords
{
    private static readonly (string Word, CompressionMethod Method)[] s_methods =
    [
        ("dynamic", CompressionMethod.Dynamic), ("static", CompressionMethod.Static), ("aware", CompressionMethod.Aware), ("magnitude", CompressionMethod.Magnitude),
        ("structured", CompressionMethod.Structured), ("low-rank", CompressionMethod.LowRank), ("distilled", CompressionMethod.Distilled),
    ];

    private static readonly (string Word, CalibrationMethod Method)[] s_calibrations = [("min-max", CalibrationMethod.MinMax), ("percentile", CalibrationMethod.Percentile), ("entropy", CalibrationMethod.Entropy)];

    /// <summary>All methods.</summary>
    public static IReadOnlyList<string> Methods => [.. s_methods.Select(method => method.Word)];

    /// <summary>All ways to find ranges.</summary>
    public static IReadOnlyList<string> Calibrations => [.. s_calibrations.Select(calibration => calibration.Word)];

    public static string Of(CompressionMethod method) => s_methods.First(known => known.Method == method).Word;

    /// <exception cref="SakerException">There is none of this word.</exception>
    public static CompressionMethod Method(string? word) => Find(s_methods, word, "method");

    /// <returns>Null where no word is given.</returns>
    /// <exception cref="SakerException">There is none of this word.</exception>
    public static CalibrationMethod? Calibration(string? word) => word is null ? null : Find(s_calibrations, word, "calibration");

    private static T Find<T>((string Word, T Value)[] known, string? word, string field)
    {
        foreach (var (own, value) in known)
            if (own == word)
                return value;
        throw new SakerException(ErrorKind.InvalidInput, $"'{word}' is no {field}; give {string.Join(", ", known.Select(own => own.Word))}.", field);
    }
}
