using System.Reflection;
using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>Takes sources in: checks them, notes what they are, and streams their rows into a version. Thread-safe.</summary>
public sealed class DatasetIntake
{
    private static readonly string? Code = typeof(DatasetIntake).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private readonly IDatasetStore _datasets;
    private readonly DatasetFolders _folders;
    private readonly DatasetOptions _options;

    internal DatasetIntake(IDatasetStore datasets, DatasetFolders folders, DatasetOptions options)
    {
        _datasets = datasets;
        _folders = folders;
        _options = options;
    }

    /// <summary>Checks a source and stores its rows.</summary>
    /// <exception cref="SakerException">It cannot be read, or a check of severity fail does not hold (checks failed); then nothing is stored.</exception>
    public async Task<DatasetAddition> AddAsync(DatasetIntakeRequest request, CancellationToken cancellationToken)
    {
        var source = await DatasetSources.DescribeAsync(request.Source, cancellationToken);
        return await AddAsync(request, source, request.Source.Name, cancellationToken);
    }

    /// <summary>Takes the content of a file, which is kept until its rows are stored. The version is durable when the task completes.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="content">The file, read once.</param>
    /// <param name="format">What it holds.</param>
    /// <param name="fileName">What it is called in the lineage.</param>
    /// <param name="by">Who stores it.</param>
    /// <param name="cancellationToken">Stops it; then nothing is stored.</param>
    /// <exception cref="SakerException">It is too large or cannot be read.</exception>
    public async Task<DatasetAddition> AddAsync(string name, Stream content, DatasetFormat format, string fileName, string by, CancellationToken cancellationToken)
    {
        using var file = await _folders.ReceiveAsync(content, _options.MaxUploadBytes, cancellationToken);
        var source = SourceOf(format, file.Path) with { MaxRows = _options.MaxRows };
        // The file is not kept, hence there is no way to read it again.
        var noted = (await DatasetSources.DescribeAsync(source, cancellationToken)) with { Place = $"upload of {fileName}", Settings = null, ModifiedAt = null };
        try
        {
            return await AddAsync(new DatasetIntakeRequest { Name = name, Source = source, By = by }, noted, fileName, cancellationToken);
        }
        catch (SakerException exception) when (exception.Names(file.Path))
        {
            throw exception.About(file.Path, fileName);
        }
    }

    private static DataSource SourceOf(DatasetFormat format, string path) => format switch
    {
        DatasetFormat.Parquet => new ParquetSource { Path = path },
        DatasetFormat.Json => new JsonSource { Path = path },
        _ => new CsvSource { Path = path },
    };

    private async Task<DatasetAddition> AddAsync(DatasetIntakeRequest request, DatasetSource source, string name, CancellationToken cancellationToken)
    {
        var report = request.Checks.Checks.Count > 0 ? await CheckAsync(request, cancellationToken) : null;
        report?.ThrowIfFailed();
        return await _datasets.AddAsync(
            new NewDataset
            {
                Name = request.Name,
                Schema = await request.Source.InferSchemaAsync(cancellationToken),
                Rows = ReadAsync(request.Source, source, cancellationToken),
                Source = name,
                Checks = report is null ? null : DatasetChecks.Of(report, request.Checks),
                Lineage = new DatasetLineage { Source = source, Parent = request.Parent, CodeVersion = Code, Checks = [.. report?.Results.Select(result => result.Description) ?? []] },
                Tags = request.Tags,
                Description = request.Description,
                By = request.By,
                MaxRows = _options.MaxRows,
            },
            cancellationToken);
    }

    private static async IAsyncEnumerable<Table> ReadAsync(DataSource source, DatasetSource noted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in source.ReadAsync(cancellationToken))
            yield return batch;
        DatasetSources.RequireUnchanged(source, noted);
    }

    private async Task<CheckReport> CheckAsync(DatasetIntakeRequest request, CancellationToken cancellationToken)
    {
        using var others = await ComparedDatasets.OpenAsync(_datasets, request.Checks, cancellationToken);
        return await CheckRunner.RunAsync(request.Source, request.Checks, others.Options, cancellationToken);
    }
}
