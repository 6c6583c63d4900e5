using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>Checks versions that are stored. Thread-safe; nothing is kept of it.</summary>
public sealed class DatasetChecker
{
    private readonly IDatasetStore _datasets;
    private readonly DatasetOptions _options;

    internal DatasetChecker(IDatasetStore datasets, DatasetOptions options) => (_datasets, _options) = (datasets, options);

    /// <summary>Runs a suite over the rows of a version; its checks may name other datasets.</summary>
    /// <param name="version">What is checked.</param>
    /// <param name="suite">The checks.</param>
    /// <param name="onViolation">Given every violation of a row as it is found, in the same order every time; null when the first ones of the report are enough.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">The rows were removed or are lost.</exception>
    public async Task<CheckReport> RunAsync(DatasetVersion version, CheckSuite suite, Action<Violation>? onViolation, CancellationToken cancellationToken)
    {
        using var file = await _datasets.OpenAsync(version.Name, version.Version, cancellationToken);
        using var others = await ComparedDatasets.OpenAsync(_datasets, suite, cancellationToken);
        var source = new ParquetSource { Path = file.Path, MaxRows = Math.Max(1, version.RowCount) };
        try
        {
            var report = await CheckRunner.RunAsync(source, suite, others.Options with { OnViolation = onViolation }, cancellationToken);
            return report with { Source = version.Reference };
        }
        catch (SakerException exception) when (exception.Names(file.Path))
        {
            throw exception.About(file.Path, version.Reference);
        }
    }

    /// <summary>Runs a suite over the rows of a version and gives a page of what breaks it.</summary>
    /// <param name="version">What is checked.</param>
    /// <param name="suite">The checks; they may name other datasets, and no files.</param>
    /// <param name="offset">How many violations are left out.</param>
    /// <param name="max">How many are given at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">The page is not possible or a check names a file (invalid input), or the rows were removed or are lost.</exception>
    public async Task<CheckPage> RunPageAsync(DatasetVersion version, CheckSuite suite, long offset, int max, CancellationToken cancellationToken)
    {
        RequirePage(offset, max, suite);
        var (page, seen) = (new List<Violation>(), 0L);
        var report = await RunAsync(version, suite with { MaxViolationsPerCheck = Math.Min(suite.MaxViolationsPerCheck, _options.MaxPageRows) }, Keep, cancellationToken);
        return new CheckPage { Report = report, Violations = page, ViolationCount = seen, NextOffset = offset + page.Count < seen && page.Count > 0 ? offset + page.Count : null };

        void Keep(Violation violation)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (seen++ >= offset && page.Count < max)
                page.Add(violation);
        }
    }

    private void RequirePage(long offset, int max, CheckSuite suite)
    {
        List<Problem> problems = [];
        if (offset < 0)
            problems.Add(new Problem("offset", $"is {offset}; give 0 or more."));
        if (max < 1 || max > _options.MaxPageRows)
            problems.Add(new Problem("max", $"is {max}; give 1 to {_options.MaxPageRows}."));
        // Whoever may ask must not read the server's files by it.
        foreach (var file in suite.Checks.SelectMany(check => check.Others).Select(other => other.File).OfType<string>())
            problems.Add(new Problem("file", $"'{file}' would be a file of the server; store it as a dataset and name that: 'dataset: NAME'."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The version cannot be checked so.", problems);
    }
}
