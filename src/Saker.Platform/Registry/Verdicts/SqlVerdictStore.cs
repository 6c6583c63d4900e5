using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>Verdicts and requirements in the home's database.</summary>
internal sealed class SqlVerdictStore(Database database, VerdictWriter writer, HomeOptions options, TimeProvider time) : IVerdictStore
{
    public Task<GateVerdict> AddAsync(string model, int version, NewVerdict verdict, Actor? by, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RegistryChecks.RequireVersionAsync(session, model, version);
            var id = await writer.AddAsync(session, model, version, verdict, overrideReason: null, Actor.Of(by, options).Name, Now());
            return (await session.FindAsync<VerdictRow>($"SELECT {VerdictRow.Fields}, report FROM gate_verdicts WHERE id = @id", new { id }))!.ToVerdict();
        },
        cancellationToken);

    public Task AddCandidateAsync(string model, string hash, NewVerdict verdict, Actor? by, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RegistryChecks.RequireModelAsync(session, model);
            await writer.AddCandidateAsync(session, model, hash, verdict, Actor.Of(by, options).Name, Now());
        },
        cancellationToken);

    public Task<GateVerdict?> FindAsync(string model, int version, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            await RegistryChecks.RequireVersionAsync(session, model, version);
            return (await session.FindAsync<VerdictRow>($"SELECT {VerdictRow.Fields}, report FROM gate_verdicts WHERE model = @model AND version = @version ORDER BY id DESC LIMIT 1", new { model, version }))?.ToVerdict();
        },
        cancellationToken);

    public Task<IReadOnlyList<GateVerdict>> ListAsync(string model, int version, int max, CancellationToken cancellationToken)
    {
        if (max is < 1 or > IVerdictStore.MaxListed)
            throw new SakerException(ErrorKind.InvalidInput, $"{max} verdicts cannot be listed at once; ask for 1 to {IVerdictStore.MaxListed}.", "max");
        return database.ReadAsync<IReadOnlyList<GateVerdict>>(
            async session =>
            {
                await RegistryChecks.RequireVersionAsync(session, model, version);
                var rows = await session.QueryAsync<VerdictRow>($"SELECT {VerdictRow.Fields} FROM gate_verdicts WHERE model = @model AND version = @version ORDER BY id DESC LIMIT @max", new { model, version, max });
                return [.. rows.Select(row => row.ToVerdict())];
            },
            cancellationToken);
    }

    public Task RequireAsync(GateRequirement requirement, Actor? by, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        if (requirement.Alias is { } alias)
            AliasNames.Check(problems, "alias", alias);
        if (requirement.Role is not (Role.Deployer or Role.Admin))
            problems.Add(new Problem("role", $"'{requirement.Role.Word()}' cannot override gates; deployer and admin can."));
        if (requirement is { HoldsRegistration: true, Alias: not null })
            problems.Add(new Problem("registration", "a version is registered before an alias points at it; leave the alias out."));
        CheckPins(problems, requirement);
        RegistryChecks.ThrowIfAny(problems, "Gates cannot be required like that.");
        return database.WriteAsync(
            async session =>
            {
                await RegistryChecks.RequireModelAsync(session, requirement.Model);
                await RequireDatasetAsync(session, requirement);
                await VerdictWriter.RequireAsync(session, requirement, Actor.Of(by, options).Name, Now());
            },
            cancellationToken);
    }

    public Task<bool> ReleaseAsync(string model, string? alias, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RegistryChecks.RequireModelAsync(session, model);
            return await session.ExecuteAsync("DELETE FROM gate_requirements WHERE model = @model AND alias = @alias", new { model, alias = alias ?? "" }) > 0;
        },
        cancellationToken);

    /// <summary>Gates alone pin nothing: on answers of one's own choice every model is right.</summary>
    private static void CheckPins(List<Problem> problems, GateRequirement requirement)
    {
        if ((requirement.Gates is null) != (requirement.Suite is null))
            problems.Add(new Problem("gates", "gates and their hash are given both or not at all."));
        else if (requirement.Gates is not null && (requirement.Target is null || (requirement.Positive is null && !requirement.HasNoPositive)))
            problems.Add(new Problem("target", "the gates do not say which answers they are asked of; add 'target: {column: ..., positive: ...}'."));
        else if (requirement.Gates is null && (requirement.Target ?? requirement.Positive ?? requirement.Dataset) is not null)
            problems.Add(new Problem("gates", "answers and dataset are those of gates; name the gates too."));
        if (requirement.Dataset is not { } dataset)
            return;
        try
        {
            DatasetReference.Parse(dataset);
        }
        catch (SakerException exception)
        {
            problems.Add(new Problem("dataset", exception.Message));
        }
    }

    private static async Task RequireDatasetAsync(Session session, GateRequirement requirement)
    {
        if (requirement.Dataset is not { } text || DatasetReference.Parse(text) is var (name, version) && await session.ScalarAsync<long>(
            $"SELECT COUNT(*) FROM dataset_versions WHERE name = @name {(version is null ? "" : "AND version = @version")}", new { name, version }) > 0)
            return;
        throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{text}'. 'saker datasets' lists them.", "dataset");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
