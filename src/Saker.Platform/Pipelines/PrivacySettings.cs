using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Privacy.Keys;
using Saker.Data.Privacy.Transforms;
using Saker.Platform.Datasets;

namespace Saker.Platform.Pipelines;

/// <summary>What a pipeline does to columns about people: after the checks, before anything is stored or learned.</summary>
/// <remarks>A column that is changed is stored as it is then, and is no input of the model: requests have it as it was.</remarks>
public sealed record PrivacySettings
{
    /// <summary>A rule for every column, or one for all others.</summary>
    public required ProtectionPolicy Policy { get; init; }

    /// <summary>The key ring's file, for hashes and tokens; null takes what the environment says (<see cref="GivenKeyRing"/>).</summary>
    public string? RingFile { get; init; }

    /// <summary>Whether the rows come protected already.</summary>
    private bool IsDone { get; init; }

    /// <summary>The same columns, of rows that were protected before.</summary>
    internal PrivacySettings Done() => this with { IsDone = true };

    /// <summary>Whether a column is not what it was, or not there.</summary>
    internal bool Changes(string column) => RuleOf(column) is { Kind: not ProtectionKind.Keep };

    internal ProtectionRule? RuleOf(string column) => Policy.Columns.GetValueOrDefault(column) ?? Policy.Others;

    /// <summary>What is done to columns, in words; of those that fall under the rule for all others, those that stayed.</summary>
    internal IReadOnlyList<string> Describe(Schema stayed)
    {
        var changed = Policy.Columns.Where(rule => Changes(rule.Key)).Select(rule => rule.Value.Describe(rule.Key));
        var others = stayed.Select(column => column.Name).Where(name => !Policy.Columns.ContainsKey(name) && Changes(name)).Select(name => Policy.Others!.Describe(name));
        return [.. changed, .. others, .. Policy.Others is { Kind: ProtectionKind.Drop, Types: null } ? ["drop all others"] : Array.Empty<string>()];
    }

    /// <exception cref="SakerException">A column has no rule, a rule names no column, or keys are needed and not there; all of it at once. Or cells are not what their rule can change; they are named by row, without values.</exception>
    internal async Task<Table> ApplyAsync(Table rows, TimeProvider time, CancellationToken cancellationToken)
    {
        if (IsDone)
            return rows;
        var ring = Policy.NeedsKeys ? GivenKeyRing.Find(RingFile, time) : null;
        if (Policy.NeedsKeys && ring is null)
            throw new SakerException(ErrorKind.InvalidInput, $"Hashes and tokens need keys: name the key ring by 'ring' or ${GivenKeyRing.FileVariable}; 'saker data keys create --ring keys.json' makes one.", "privacy.ring");
        var done = new List<Table>();
        await foreach (var table in Protector.ProtectAsync(new[] { rows }.ToAsyncEnumerable(), Policy, ring, cancellationToken))
            done.Add(table);
        return done.Single();
    }

    /// <summary>The checks that can be asked of the rows: all of them, or those that fit rows which come protected.</summary>
    internal CheckSuite ChecksOf(CheckSuite suite) => IsDone ? PrivacyChecks.Fitting(this, suite) : suite;

    /// <summary>Whether stored rows are what this made of a pipeline's rows: only what the same pipeline stored under the same rules is.</summary>
    internal bool HasMade(DatasetVersion rows, string pipeline) =>
        rows.Lineage.Pipeline == pipeline && rows.Lineage.Transforms is { Count: > 0 } transforms && transforms.SequenceEqual(Describe(rows.Schema), StringComparer.Ordinal);

    /// <summary>The rules in words, with all that they say.</summary>
    public override string ToString() => string.Join(", ", [.. Policy.Columns.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => rule.Value.Describe(rule.Key)), .. Policy.Others is { } others ? [others.Describe("others")] : Array.Empty<string>()]);
}
