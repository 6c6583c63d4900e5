using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Privacy.Keys;
using Saker.Data.Privacy.Transforms;

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
        var changed = Policy.Columns.Where(rule => Changes(rule.Key)).Select(rule => Describe(rule.Key, rule.Value));
        var others = stayed.Select(column => column.Name).Where(name => !Policy.Columns.ContainsKey(name) && Changes(name)).Select(name => Describe(name, Policy.Others!));
        return [.. changed, .. others, .. Policy.Others is { Kind: ProtectionKind.Drop, Types: null } ? ["drop all others"] : Array.Empty<string>()];
    }

    /// <exception cref="SakerException">A column has no rule, a rule names no column, or keys are needed and not there; all of it at once.</exception>
    internal async Task<Table> ApplyAsync(Table rows, CancellationToken cancellationToken)
    {
        if (IsDone)
            return rows;
        var ring = Policy.NeedsKeys ? GivenKeyRing.Find(RingFile, TimeProvider.System) : null;
        if (Policy.NeedsKeys && ring is null)
            throw new SakerException(ErrorKind.InvalidInput, $"Hashes and tokens need keys: name the key ring by 'ring' or ${GivenKeyRing.FileVariable}; 'saker data keys create --ring keys.json' makes one.", "privacy.ring");
        var done = new List<Table>();
        await foreach (var table in Protector.ProtectAsync(new[] { rows }.ToAsyncEnumerable(), Policy, ring, cancellationToken))
            done.Add(table);
        return done.Single();
    }

    /// <summary>The report without values of rows: it is kept where who may not see them may read it. Counts and numbers of rows stay.</summary>
    internal CheckReport Cover(CheckReport report) => report with
    {
        KeyColumns = [],
        Results =
        [
            .. report.Results.Select(result => result with
            {
                Observed = result.Column is { } column && Changes(column) ? null : result.Observed,
                Violations = [.. result.Violations.Select(violation => violation.Row is null ? violation : violation with { Value = null, Key = [], Complaint = "its value is not shown, as the pipeline protects columns; 'saker check' shows it" })],
            }),
        ],
    };

    /// <summary>The rules in words, as they are declared.</summary>
    public override string ToString() => string.Join(", ", [.. Policy.Columns.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => Describe(rule.Key, rule.Value)), .. Policy.Others is { } others ? [Describe("others", others)] : Array.Empty<string>()]);

    private static string Describe(string column, ProtectionRule rule) =>
        $"{rule.Kind.ToString().ToLowerInvariant()} {column}{(rule.Types is { } types ? $" ({string.Join(" and ", types)} in it)" : "")}";
}
