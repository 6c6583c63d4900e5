using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>The dataset versions that the checks of a suite compare with, as files that are there until it is disposed.</summary>
public sealed class ComparedDatasets : IDisposable
{
    private readonly Dictionary<string, DatasetFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SakerException> _missing = new(StringComparer.Ordinal);

    private ComparedDatasets()
    {
    }

    /// <summary>For a run of the suite. A dataset that cannot be had makes the checks fail that name it, and no others.</summary>
    public CheckOptions Options => new() { Datasets = Find };

    /// <summary>Whether a suite names a dataset.</summary>
    public static bool AreNamed(CheckSuite suite) => Names(suite).Any();

    public static async Task<ComparedDatasets> OpenAsync(IDatasetStore datasets, CheckSuite suite, CancellationToken cancellationToken)
    {
        var opened = new ComparedDatasets();
        try
        {
            foreach (var name in Names(suite))
                await opened.AddAsync(name, datasets, cancellationToken);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
        _files.Clear();
    }

    private static IEnumerable<string> Names(CheckSuite suite) => suite.Checks.SelectMany(check => check.Others).Select(other => other.Dataset).OfType<string>().Distinct(StringComparer.Ordinal);

    private async Task AddAsync(string name, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        try
        {
            var version = await datasets.FindAsync(DatasetReference.Parse(name), cancellationToken)
                ?? throw new SakerException(ErrorKind.NotFound, $"there is no dataset '{name}'", "dataset");
            _files[name] = await datasets.OpenAsync(version.Name, version.Version, cancellationToken);
        }
        catch (SakerException exception)
        {
            _missing[name] = exception;
        }
    }

    private DataSource Find(string name) => _files.TryGetValue(name, out var file)
        ? new ParquetSource { Path = file.Path, MaxRows = Math.Max(1, file.Version.RowCount) }
        : throw (_missing.GetValueOrDefault(name) ?? new SakerException(ErrorKind.NotFound, $"there is no dataset '{name}'", "dataset"));
}
