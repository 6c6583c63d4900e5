using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>
/// Models in the home's database, their files in folders named by content. A registration copies and flushes the files first
/// and then, in one write, gives them their name, takes the next number and moves the aliases: killed at any point, it either
/// happened or left a folder that <see cref="RecoverAsync"/> removes.
/// </summary>
internal sealed class SqlRegistryStore(Database database, ModelFolders folders, Ids ids, HomeOptions options, TimeProvider time) : IRegistryStore
{
    public async Task<ModelVersion> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        Check(registration);
        var staged = await folders.StageAsync(registration.Folder, cancellationToken);
        try
        {
            return await database.WriteAsync(session => AddAsync(session, registration, staged, cancellationToken), cancellationToken);
        }
        finally
        {
            ContentFolders.Discard(staged.Path);
        }
    }

    public Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => new ModelReader(session, folders).ReadAsync(null), cancellationToken);

    public Task<RegisteredModel?> FindAsync(string model, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (await new ModelReader(session, folders).ReadAsync(model)).FirstOrDefault(), cancellationToken);

    public async Task<ModelVersion> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        var wanted = ModelReference.Parse(reference);
        var model = await FindAsync(wanted.Model, cancellationToken)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no model '{wanted.Model}'.", "model");
        var number = wanted switch
        {
            { Version: { } version } => version,
            { Alias: { } alias } => model.Aliases.TryGetValue(alias, out var version) ? version : throw NoAlias(model, alias),
            _ => model.Versions[0].Version,
        };
        return model.Versions.FirstOrDefault(version => version.Version == number)
            ?? throw NoVersion(model.Name, number, model.Versions[0].Version);
    }

    public Task SetAliasAsync(string model, string alias, int version, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        AliasNames.Check(problems, "alias", alias);
        ThrowIfAny(problems, "The alias cannot be set.");
        return database.WriteAsync(
            async session =>
            {
                if (await session.ScalarAsync<int?>("SELECT MAX(version) FROM model_versions WHERE model = @model", new { model }) is not { } newest)
                    throw new SakerException(ErrorKind.NotFound, $"There is no model '{model}'.", "model");
                if (version < 1 || version > newest)
                    throw NoVersion(model, version, newest);
                await MoveAliasAsync(session, model, alias, version);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<AliasMove>> ListAliasMovesAsync(string model, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new ModelReader(session, folders).ReadAliasMovesAsync(model), cancellationToken);

    public Task<int> RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session => folders.Sweep((await session.QueryAsync<string>("SELECT DISTINCT hash FROM model_versions")).ToHashSet(StringComparer.Ordinal)),
        cancellationToken);

    private async Task<ModelVersion> AddAsync(Session session, Registration registration, StagedFolder staged, CancellationToken cancellationToken)
    {
        var now = Now();
        var model = registration.Model;
        await session.ExecuteAsync("INSERT INTO models (name, created_at) VALUES (@model, @now) ON CONFLICT (name) DO NOTHING", new { model, now });
        var number = await session.ScalarAsync<int>("SELECT COALESCE(MAX(version), 0) + 1 FROM model_versions WHERE model = @model", new { model });
        await session.ExecuteAsync(
            """
            INSERT INTO model_versions (model, version, hash, run_id, dataset, created_at)
            VALUES (@model, @number, @Hash, @run, @Dataset, @now)
            """,
            new { model, number, staged.Hash, run = registration.Run?.Value, registration.Dataset, now });
        string[] aliases = [.. registration.Aliases.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var alias in aliases)
            await MoveAliasAsync(session, model, alias, number);
        await folders.PublishAsync(session, staged, cancellationToken);
        return new ModelVersion
        {
            Model = model,
            Version = number,
            Hash = staged.Hash,
            Folder = folders.PathOf(staged.Hash),
            Run = registration.Run,
            Dataset = registration.Dataset,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(now),
            Aliases = aliases,
        };
    }

    private async Task MoveAliasAsync(Session session, string model, string alias, int version)
    {
        var from = await session.ScalarAsync<int?>("SELECT version FROM aliases WHERE model = @model AND alias = @alias", new { model, alias });
        if (from == version)
            return;
        await session.ExecuteAsync(
            """
            INSERT INTO aliases (model, alias, version) VALUES (@model, @alias, @version)
            ON CONFLICT (model, alias) DO UPDATE SET version = excluded.version
            """,
            new { model, alias, version });
        await session.ExecuteAsync(
            """
            INSERT INTO alias_history (id, model, alias, from_version, to_version, moved_by, moved_at)
            VALUES (@id, @model, @alias, @from, @version, @Actor, @now)
            """,
            new { id = ids.NewUlid(), model, alias, from, version, options.Actor, now = Now() });
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static void Check(Registration registration)
    {
        List<Problem> problems = [];
        Names.Check(problems, "model", registration.Model);
        foreach (var alias in registration.Aliases)
            AliasNames.Check(problems, "alias", alias);
        ThrowIfAny(problems, "The model cannot be registered under these names.");
    }

    private static void ThrowIfAny(List<Problem> problems, string summary)
    {
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, summary, problems);
    }

    private static SakerException NoVersion(string model, int version, int newest) =>
        new(ErrorKind.NotFound, $"Model '{model}' has no version {version}; the newest is {newest}.", "version");

    private static SakerException NoAlias(RegisteredModel model, string alias) => new(
        ErrorKind.NotFound,
        model.Aliases.Count == 0
            ? $"Model '{model.Name}' has no alias '{alias}', nor any other."
            : $"Model '{model.Name}' has no alias '{alias}'; it has: {string.Join(", ", model.Aliases.Keys)}.",
        "alias");
}
