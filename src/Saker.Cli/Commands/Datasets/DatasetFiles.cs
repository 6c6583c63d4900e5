using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Cli.Commands.Datasets;

/// <summary>Files that commands name: data, and suites of checks.</summary>
internal static class DatasetFiles
{
    public static DataSource Open(string path) => Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase)
        ? new ParquetSource { Path = path, MaxRows = long.MaxValue / 2 }
        : new CsvSource { Path = path, MaxRows = long.MaxValue / 2 };

    /// <exception cref="SakerException">The file cannot be read, or something in it is not understood; all of that is named.</exception>
    public static async Task<CheckSuite> ReadSuiteAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return CheckSuite.Empty;
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.NotFound, $"The suite '{path}' cannot be read: {exception.Message}", "suite", exception);
        }
        var yaml = YamlText.Parse(text);
        List<Problem> problems = [];
        var suite = CheckSuite.Create(new Settings(yaml.Values, "", problems).Sections("checks"));
        return problems.Count == 0 && suite.Checks.Count > 0
            ? suite
            : throw new SakerException(ErrorKind.InvalidInput, $"The suite '{path}' is not understood.", problems.Count > 0 ? problems : [new Problem("checks", "is empty; list at least one check.")]);
    }
}
