using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Platform.Datasets;

/// <summary>Watches rows on their way into a file: hashes, profiles and counts them.</summary>
internal sealed class DatasetMeter(NewDataset dataset) : IDisposable
{
    private readonly TableHash _hash = new(dataset.Schema);
    private readonly ProfileBuilder? _profile = dataset.Profile is null ? new ProfileBuilder(dataset.Schema) : null;
    private readonly bool[] _missing = new bool[dataset.Schema.Count];

    public long RowCount { get; private set; }

    /// <summary>The schema, nullable where a value was missing.</summary>
    public Schema Schema => new(dataset.Schema.Select((column, i) => column with { Nullable = _missing[i] }));

    public async IAsyncEnumerable<Table> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in dataset.Rows.WithCancellation(cancellationToken))
        {
            _hash.Append(batch);
            _profile?.Add(batch);
            for (var i = 0; i < _missing.Length; i++)
                _missing[i] |= batch.Columns[i].NullCount > 0;
            RowCount += batch.RowCount;
            if (RowCount > dataset.MaxRows)
                throw new SakerException(ErrorKind.TooLarge, $"{dataset.Source} has more than {dataset.MaxRows} rows, which is the most that is taken here. Store it in parts.", "rows");
            yield return batch;
        }
    }

    public string Hash() => _hash.Finish();

    public Profile Profile() => dataset.Profile ?? _profile!.Build();

    public void Dispose() => _hash.Dispose();
}
