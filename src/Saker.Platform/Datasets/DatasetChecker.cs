using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>Checks versions that are stored. Thread-safe; nothing is kept of it.</summary>
public sealed class DatasetChecker
{
    private readonly IDatasetStore _datasets;

    internal DatasetChecker(IDatasetStore datasets) => _datasets = datasets;

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
        catch (SakerException exception) when (exception.Message.Contains(file.Path, StringComparison.Ordinal))
        {
            // Where it lies is nobody's business.
            throw new SakerException(exception.Kind, exception.Message.Replace(file.Path, version.Reference, StringComparison.Ordinal), exception.Field, exception);
        }
    }
}
