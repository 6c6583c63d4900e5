using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Profiles;

/// <summary>
/// Builds the profile of a source in one pass while it streams, on all cores: the engine reads and converts, values are taken out of its vectors where they lie.
/// Memory does not grow with the rows.
/// </summary>
public static class ProfileRunner
{
    /// <summary>Chunks that are worked on together: enough rows that starting the threads costs little.</summary>
    private const int GroupChunks = 32;

    /// <param name="source">What is described.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Is told now and then how far it is.</param>
    /// <param name="cancellationToken">Stops it within some thousand rows.</param>
    /// <exception cref="SakerException">An option is out of its range, the source cannot be read, or cells do not fit their declared types.</exception>
    public static Task<Profile> RunAsync(DataSource source, ProfileOptions? options, IProgress<ProfileProgress>? progress, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            options ??= new ProfileOptions();
            options.Validate();
            using var opened = source.OpenFit(cancellationToken);
            try
            {
                return await ReadAsync(opened, options, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (SakerException e)
            {
                throw opened.Target.Explain(e);
            }
        },
        cancellationToken);

    /// <summary>While one group is worked on, the engine makes the next one.</summary>
    private static async Task<Profile> ReadAsync(OpenedSource opened, ProfileOptions options, IProgress<ProfileProgress>? progress, CancellationToken cancellationToken)
    {
        var builder = new ProfileBuilder(opened.Target.Schema, options);
        using var query = opened.Connection.Open(opened.Target.Rows(), cancellationToken);
        var rows = 0L;
        var next = Task.Run(() => Fetch(query), cancellationToken);
        try
        {
            while (await next.ConfigureAwait(false) is { Count: > 0 } group)
            {
                next = Task.Run(() => Fetch(query), cancellationToken);
                try
                {
                    builder.Add(group, cancellationToken);
                    rows += group.Sum(chunk => (long)chunk.Rows);
                }
                finally
                {
                    Release(group);
                }
                progress?.Report(new ProfileProgress(rows, opened.Target.RowCount));
            }
        }
        finally
        {
            // The query must not be closed while a fetch is under way.
            if (await Task.WhenAny(next).ConfigureAwait(false) is { IsCompletedSuccessfully: true } left)
                Release(await left.ConfigureAwait(false));
        }
        cancellationToken.ThrowIfCancellationRequested();
        return builder.Build();
    }

    private static List<EngineChunk> Fetch(SqlQuery query)
    {
        var group = new List<EngineChunk>(GroupChunks);
        try
        {
            while (group.Count < GroupChunks && query.ReadChunk() is { } chunk)
                group.Add(chunk);
            return group;
        }
        catch
        {
            Release(group);
            throw;
        }
    }

    private static void Release(List<EngineChunk> group)
    {
        foreach (var chunk in group)
            chunk.Dispose();
    }
}
