using System.Text;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Data.Sources;
using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>The folders under <c>datasets/</c>, each named by the hash of its rows: <c>rows.parquet</c>, <c>schema.json</c>, <c>profile.json</c>.</summary>
internal sealed class DatasetFolders(SakerHome home, ProcessOwner owner, Ids ids)
{
    private const string RowsFile = "rows.parquet";
    private const string SchemaFile = "schema.json";
    private const string ProfileFile = "profile.json";

    private readonly ContentFolders _folders = new(home.Datasets, owner, ids);

    public bool Exists(string hash) => _folders.Exists(hash);

    /// <summary>Writes the rows to a folder that nobody can see yet, flushed.</summary>
    public async Task<string> StageAsync(Table rows, Profile profile, CancellationToken cancellationToken)
    {
        var staged = _folders.Stage();
        try
        {
            await ParquetFile.WriteAsync(Path.Combine(staged, RowsFile), rows, cancellationToken);
            await AtomicFiles.WriteAsync(Path.Combine(staged, SchemaFile), Encoding.UTF8.GetBytes(SchemaJson.Write(rows.Schema)), cancellationToken);
            await AtomicFiles.WriteAsync(Path.Combine(staged, ProfileFile), Encoding.UTF8.GetBytes(profile.ToJson()), cancellationToken);
            AtomicFiles.FlushTree(staged);
            return staged;
        }
        catch
        {
            ContentFolders.Discard(staged);
            throw;
        }
    }

    /// <summary>Publishes a staged folder unless the same content is there. Within a write.</summary>
    public void Publish(string staged, string hash) => _folders.Publish(staged, hash);

    public async Task<Profile> ReadProfileAsync(string hash, CancellationToken cancellationToken) =>
        Profile.FromJson(await File.ReadAllTextAsync(Path.Combine(_folders.PathOf(hash), ProfileFile), cancellationToken));

    public Task<Table> ReadRowsAsync(string hash, CancellationToken cancellationToken) =>
        ParquetFile.ReadAsync(Path.Combine(_folders.PathOf(hash), RowsFile), cancellationToken);

    public int Sweep(IReadOnlySet<string> referenced) => _folders.Sweep(referenced);
}
