using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>
/// Models in the home's database, their files in folders named by content. A registration copies and flushes the files first
/// and then, in one write, gives them their name, takes the next number and moves the aliases: killed at any point, it either
/// happened or left a folder that <see cref="RecoverAsync"/> removes.
/// </summary>
internal sealed class SqlRegistryStore(
    Database database, ModelFolders folders, IExperimentStore experiments, AliasMover mover, VerdictWriter verdicts, IDeployments deployments, IEnumerable<IRenameFollower> followers,
    HomeOptions options, TimeProvider time) : IRegistryStore
{
    private readonly ModelWriter _models = new(deployments, followers);
    private readonly VersionWriter _versions = new(folders, mover, verdicts, deployments);

    public async Task<ModelVersion> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        RegistrationCheck.Require(registration);
        var facts = await RunFacts.ReadAsync(experiments, registration.Run, cancellationToken);
        var staged = registration.Folder is { } folder ? await folders.StageAsync(folder, cancellationToken) : null;
        try
        {
            var scores = staged is null ? null : await VersionScores.FindAsync(staged.Path, cancellationToken);
            var entry = new VersionEntry
            {
                Registration = registration,
                By = Actor.Of(registration.By, options),
                Staged = staged,
                Interface = staged is null ? null : await ModelInterface.FindAsync(staged.Path, cancellationToken),
                Facts = scores is null ? facts : facts with { Scores = scores },
            };
            return await database.WriteAsync(session => _versions.AddAsync(session, entry, Now()), cancellationToken);
        }
        finally
        {
            if (staged is not null)
                ContentFolders.Discard(staged.Path);
        }
    }

    public Task<RegisteredModel> CreateAsync(NewModel model, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        ModelNames.Check(problems, "name", model.Name);
        RegistrationCheck.CheckText(problems, "description", model.Description);
        RegistryTags.Check(problems, model.Tags);
        RegistryChecks.ThrowIfAny(problems, "The model cannot be registered.");
        return ChangeAsync(model.Name, session => ModelWriter.CreateAsync(session, model, Now()), cancellationToken);
    }

    public Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => new ModelReader(session, folders).ReadAsync((string?)null), cancellationToken);

    public Task<RegisteredModel?> FindAsync(string model, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (await new ModelReader(session, folders).ReadAsync(model)).FirstOrDefault(), cancellationToken);

    public Task<ModelVersion?> FindVersionAsync(string model, int version, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new ModelReader(session, folders).FindVersionAsync(model, version), cancellationToken);

    public Task<ModelVersion> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        var wanted = ModelReference.Parse(reference);
        return database.ReadAsync(
            async session =>
            {
                await RegistryChecks.RequireModelAsync(session, wanted.Model);
                var number = await VersionLookup.GetAsync(session, wanted);
                return await new ModelReader(session, folders).FindVersionAsync(wanted.Model, number)
                    ?? throw RegistryChecks.NoVersion(wanted.Model, number, await VersionLookup.NewestAsync(session, wanted.Model));
            },
            cancellationToken);
    }

    public Task<RegisteredModel> DescribeAsync(string model, string? description, CancellationToken cancellationToken)
    {
        RequireText("description", description);
        return ChangeAsync(
            model,
            async session =>
            {
                await RegistryChecks.RequireModelAsync(session, model);
                await session.ExecuteAsync("UPDATE models SET description = @description, updated_at = @now WHERE name = @model", new { model, description, now = Now() });
            },
            cancellationToken);
    }

    public Task<RegisteredModel> RenameAsync(string model, string newName, CancellationToken cancellationToken)
    {
        ModelNames.Require("new_name", newName);
        return ChangeAsync(newName, session => _models.RenameAsync(session, model, newName, Now()), cancellationToken);
    }

    public Task<string?> FindRenamedAsync(string model, CancellationToken cancellationToken) => database.ReadAsync(session => RegistryChecks.FindRenamedAsync(session, model), cancellationToken);

    public Task DeleteAsync(string model, CancellationToken cancellationToken) => database.WriteAsync(session => _models.DeleteAsync(session, model, Now()), cancellationToken);

    public Task SetTagAsync(string model, string key, string value, CancellationToken cancellationToken)
    {
        RegistryTags.Require(key, value);
        return database.WriteAsync(
            async session =>
            {
                await RegistryChecks.RequireModelAsync(session, model);
                await session.ExecuteAsync("INSERT INTO model_tags (model, key, value) VALUES (@model, @key, @value) ON CONFLICT (model, key) DO UPDATE SET value = excluded.value", new { model, key, value });
                await RegistryChecks.TouchModelAsync(session, model, Now());
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(string model, string key, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RegistryChecks.RequireModelAsync(session, model);
            if (await session.ExecuteAsync("DELETE FROM model_tags WHERE model = @model AND key = @key", new { model, key }) > 0)
                await RegistryChecks.TouchModelAsync(session, model, Now());
        },
        cancellationToken);

    public Task<ModelVersion> DescribeVersionAsync(string model, int version, string? description, CancellationToken cancellationToken)
    {
        RequireText("description", description);
        return ChangeVersionAsync(
            model, version,
            session => session.ExecuteAsync("UPDATE model_versions SET description = @description, updated_at = @now WHERE model = @model AND version = @version", new { model, version, description, now = Now() }),
            cancellationToken);
    }

    public Task<ModelVersion> SetStageAsync(StageChange change, CancellationToken cancellationToken)
    {
        var stage = change.Stage;
        if (change.ArchivesOthers && stage is not (ModelStage.Staging or ModelStage.Production))
            throw new SakerException(ErrorKind.InvalidInput, $"Model version transition cannot archive existing model versions because '{stage}' is not an Active stage. Valid stages are Staging, Production", "stage");
        RegistrationCheck.RequireReason(change.Override);
        return ChangeVersionAsync(change.Model, change.Version, session => VersionWriter.SetStageAsync(session, change, Actor.Of(change.By, options), Now()), cancellationToken);
    }

    public Task DeleteVersionAsync(string model, int version, Actor? by, CancellationToken cancellationToken) =>
        database.WriteAsync(session => _versions.DeleteAsync(session, model, version, Actor.Of(by, options).Name, Now()), cancellationToken);

    public Task SetVersionTagAsync(string model, int version, string key, string value, CancellationToken cancellationToken)
    {
        RegistryTags.Require(key, value);
        return ChangeVersionAsync(
            model, version,
            session => session.ExecuteAsync(
                "INSERT INTO model_version_tags (model, version, key, value) VALUES (@model, @version, @key, @value) ON CONFLICT (model, version, key) DO UPDATE SET value = excluded.value",
                new { model, version, key, value }),
            cancellationToken);
    }

    public Task DeleteVersionTagAsync(string model, int version, string key, CancellationToken cancellationToken) => ChangeVersionAsync(
        model, version,
        session => session.ExecuteAsync("DELETE FROM model_version_tags WHERE model = @model AND version = @version AND key = @key", new { model, version, key }),
        cancellationToken);

    public async Task<AliasOutcome> MoveAliasAsync(AliasChange change, CancellationToken cancellationToken)
    {
        AliasNames.Require(change.Alias);
        RequireText("evidence", change.Evidence);
        RegistrationCheck.RequireReason(change.Override);
        var scores = await FreshScoresAsync(change, cancellationToken);
        return await database.WriteAsync(
            async session =>
            {
                if (change.Version is { } version)
                    await RegistryChecks.RequireVersionAsync(session, change.Model, version);
                else
                    await RegistryChecks.RequireModelAsync(session, change.Model);
                if (scores is not null)
                    await session.ExecuteAsync("UPDATE model_versions SET scores = @scores WHERE model = @Model AND version = @Version AND scores IS NULL", new { scores, change.Model, change.Version });
                return await mover.MoveOrAskAsync(session, change, Actor.Of(change.By, options));
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<AliasMove>> ListAliasMovesAsync(string model, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new MoveReader(session).ListAsync(model), cancellationToken);

    public Task<int> RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session => folders.Sweep((await session.QueryAsync<string>("SELECT DISTINCT hash FROM model_versions")).ToHashSet(StringComparer.Ordinal)),
        cancellationToken);

    /// <summary>The scores of a version that was registered before its run was measured; the move notes them as they are now.</summary>
    private async Task<string?> FreshScoresAsync(AliasChange change, CancellationToken cancellationToken)
    {
        if (change.Version is not { } number || await FindVersionAsync(change.Model, number, cancellationToken) is not { Scores.Count: 0, Run: { } run })
            return null;
        return VersionScores.Write((await RunFacts.ReadAsync(experiments, run, cancellationToken)).Scores);
    }

    private Task<RegisteredModel> ChangeAsync(string model, Func<Session, Task> change, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await change(session);
            return (await new ModelReader(session, folders).ReadAsync(model))[0];
        },
        cancellationToken);

    private Task<ModelVersion> ChangeVersionAsync(string model, int version, Func<Session, Task> change, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RegistryChecks.RequireVersionAsync(session, model, version);
            await change(session);
            return (await new ModelReader(session, folders).FindVersionAsync(model, version))!;
        },
        cancellationToken);

    private static void RequireText(string field, string? text)
    {
        List<Problem> problems = [];
        RegistrationCheck.CheckText(problems, field, text);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The {field} {problems[0].Message}", field);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
