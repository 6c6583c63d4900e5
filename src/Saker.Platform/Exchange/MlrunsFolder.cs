using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Exchange;

/// <summary>Reads the files of MLflow's file store, defensively: no links, nothing huge, nothing but text.</summary>
internal static class MlrunsFolder
{
    private const int MaxTextBytes = 1 << 20;
    private const int MaxMetricBytes = 256 << 20;

    private const long MaxTime = 253_402_300_800_000;

    /// <summary>The folders directly in one, by name; none where it is not there, or is a link.</summary>
    public static IEnumerable<string> ListFolders(string folder) => IsFolder(folder)
        ? Directory.EnumerateDirectories(folder).Where(inner => new DirectoryInfo(inner).LinkTarget is null).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Whether it is a folder that is there itself: a link could lead anywhere.</summary>
    public static bool IsFolder(string folder) => new DirectoryInfo(folder) is { Exists: true, LinkTarget: null };

    /// <summary>The mapping of a <c>meta.yaml</c>.</summary>
    /// <exception cref="SakerException">It is not there, or is no such file.</exception>
    public static IReadOnlyDictionary<string, object?> ReadMeta(string folder) => YamlText.Parse(ReadText(Path.Combine(folder, "meta.yaml"))).Values;

    /// <summary>A file per key, whose name may have folders: parameters and tags.</summary>
    public static Dictionary<string, string> ReadValues(string folder) => ListFiles(folder).ToDictionary(file => KeyOf(folder, file), ReadText, StringComparer.Ordinal);

    /// <summary>A metric's history by its key: lines of time in milliseconds, value and step.</summary>
    public static IEnumerable<(string Key, IReadOnlyList<MlrunsPoint> Points)> ReadMetrics(string folder) =>
        ListFiles(folder).Select(file => (KeyOf(folder, file), ReadPoints(file)));

    /// <summary>A value as text; null when it is missing.</summary>
    public static string? Text(IReadOnlyDictionary<string, object?> values, string key) =>
        values.GetValueOrDefault(key) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A time in milliseconds; null when it is missing.</summary>
    /// <exception cref="SakerException">It is none.</exception>
    public static DateTimeOffset? Time(IReadOnlyDictionary<string, object?> values, string key) => values.GetValueOrDefault(key) switch
    {
        null or "" => null,
        long and >= 0 and < MaxTime and var time => DateTimeOffset.FromUnixTimeMilliseconds(time),
        var other => throw new SakerException(ErrorKind.InvalidInput, $"Its {key} is '{Convert.ToString(other, CultureInfo.InvariantCulture)}', which is no time in milliseconds since 1970."),
    };

    private static IEnumerable<string> ListFiles(string folder) => IsFolder(folder)
        ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal)
        : [];

    private static string KeyOf(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    private static string ReadText(string file)
    {
        var text = File.ReadAllText(Require(file, MaxTextBytes));
        // Not every database keeps it.
        return text.Contains('\0', StringComparison.Ordinal) ? throw new SakerException(ErrorKind.InvalidInput, $"'{file}' holds the character U+0000; only text is read.") : text;
    }

    private static IReadOnlyList<MlrunsPoint> ReadPoints(string file)
    {
        List<MlrunsPoint> points = [];
        foreach (var (at, line) in File.ReadLines(Require(file, MaxMetricBytes)).Index())
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words.Length < 2 || !long.TryParse(words[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var time) || ReadNumber(words[1]) is not { } value)
                throw new SakerException(ErrorKind.InvalidInput, $"Line {at + 1} of '{file}' is not 'timestamp value step'.");
            if (time is < 0 or >= MaxTime)
                throw new SakerException(ErrorKind.InvalidInput, $"The timestamp in line {at + 1} of '{file}' is {time}, which is no time in milliseconds since 1970.");
            // The oldest stores have no step.
            var step = 0L;
            if (words.Length > 2 && !long.TryParse(words[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out step))
                throw new SakerException(ErrorKind.InvalidInput, $"The step in line {at + 1} of '{file}' is '{words[2]}', which is no whole number.");
            points.Add(new MlrunsPoint(time, value, step, words.Length > 3 ? words[3..] : []));
        }
        return points;
    }

    private static double? ReadNumber(string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    private static string Require(string path, long maxBytes)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new SakerException(ErrorKind.InvalidInput, $"There is no file '{path}'.");
        if (file.LinkTarget is not null)
            throw new SakerException(ErrorKind.InvalidInput, $"'{path}' is a link; only files are read.");
        if (file.Length > maxBytes)
            throw new SakerException(ErrorKind.InvalidInput, $"'{path}' has {file.Length} bytes; at most {maxBytes} are read.");
        return path;
    }
}
