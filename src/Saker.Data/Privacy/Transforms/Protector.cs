using System.Runtime.CompilerServices;
using Saker.Data.Privacy.Detectors;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>Applies a <see cref="ProtectionPolicy"/> to a stream of tables, or takes its tokens back.</summary>
public static class Protector
{
    /// <summary>Protects rows, table by table. Missing cells stay missing; what a rule changes becomes text.</summary>
    /// <param name="tables">The rows.</param>
    /// <param name="policy">What to do to which column.</param>
    /// <param name="ring">The keys for hashes and tokens; null where the policy needs none.</param>
    /// <param name="cancellationToken">Stops between tables.</param>
    /// <exception cref="SakerException">
    /// A column has no rule, a rule names no column, or keys are needed and not given; told at once, before the first table. Or a cell is none that its rule can
    /// change, such as a text that is to become an interval: told by column and row, counted from 1 over all tables, without the value.
    /// </exception>
    public static IAsyncEnumerable<Table> ProtectAsync(IAsyncEnumerable<Table> tables, ProtectionPolicy policy, KeyRing? ring, CancellationToken cancellationToken) =>
        ApplyAsync(tables, policy, (column, rule) => rule.Kind == ProtectionKind.Keep ? null : Transform(column, rule, ring), cancellationToken);

    /// <summary>Takes back the tokens in the columns that the policy tokenises; other columns stay as they are.</summary>
    /// <exception cref="SakerException">A token's key is not in the ring, or a token was changed.</exception>
    public static IAsyncEnumerable<Table> RevealAsync(IAsyncEnumerable<Table> tables, ProtectionPolicy policy, KeyRing ring, CancellationToken cancellationToken)
    {
        // What was dropped is not there any more.
        var kept = policy with { Columns = policy.Columns.Where(entry => !IsDropped(entry.Value)).ToDictionary(), Others = policy.Others ?? new ProtectionRule { Kind = ProtectionKind.Keep } };
        return ApplyAsync(tables, kept, (column, rule) => rule.Kind == ProtectionKind.Tokenise ? new RevealTransform(ring, PurposeOf(column, rule), isWhole: rule.Types is null) : null, cancellationToken);
    }

    private static async IAsyncEnumerable<Table> ApplyAsync(IAsyncEnumerable<Table> tables, ProtectionPolicy policy, Func<string, ProtectionRule, ColumnTransform?> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var transforms = new Dictionary<string, ColumnTransform?>(StringComparer.Ordinal);
        var before = 0L;
        try
        {
            await foreach (var table in tables.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (transforms.Count == 0)
                    Prepare(table.Schema, policy, open, transforms);
                yield return Apply(table, policy, transforms, before);
                before += table.RowCount;
            }
        }
        finally
        {
            foreach (var transform in transforms.Values)
                transform?.Dispose();
        }
    }

    private static void Prepare(Schema schema, ProtectionPolicy policy, Func<string, ProtectionRule, ColumnTransform?> open, Dictionary<string, ColumnTransform?> transforms)
    {
        var problems = new ProblemList(100);
        foreach (var name in policy.Columns.Keys.Where(name => !schema.Contains(name)))
            problems.Add(null, name, "the policy has a rule for this column, and the data does not have it.");
        foreach (var column in schema)
        {
            if (RuleOf(policy, column.Name) is not { } rule)
            {
                problems.Add(null, column.Name, "the policy has no rule for this column; give it one ('keep' lets it through), or a rule under 'others'.");
                continue;
            }
            try
            {
                transforms[column.Name] = IsDropped(rule) ? null : open(column.Name, rule);
            }
            catch (SakerException e)
            {
                problems.Add(null, column.Name, e.Message);
            }
        }
        problems.ThrowIfAny("The policy does not fit the data.");
    }

    private static ProtectionRule? RuleOf(ProtectionPolicy policy, string column) => policy.Columns.GetValueOrDefault(column) ?? policy.Others;

    private static bool IsDropped(ProtectionRule rule) => rule is { Kind: ProtectionKind.Drop, Types: null };

    private static string PurposeOf(string column, ProtectionRule rule) => $"column {rule.Purpose ?? column}";

    private static ColumnTransform Transform(string column, ProtectionRule rule, KeyRing? ring)
    {
        if (rule.NeedsKeys && ring is null)
            throw new SakerException(ErrorKind.InvalidInput, "hashes and tokens need a key ring; name one.", column);
        if (rule.Types is { Count: 0 })
            throw new SakerException(ErrorKind.InvalidInput, "the rule is for no type, so that it would let everything through; list types, or give none for whole cells.", column);
        if (rule is { Kind: ProtectionKind.Generalise, Hierarchy: null })
            throw new SakerException(ErrorKind.InvalidInput, "the rule does not say how values become coarser; read it from a policy with one of interval, date, prefix and taxonomy.", column);
        ColumnTransform inner = rule.Kind switch
        {
            ProtectionKind.Mask => new MaskTransform(rule.KeepFirst, rule.KeepLast, '*'),
            ProtectionKind.Hash => new HashTransform(ring!.Derive(rule.Key ?? ring.Active.Id, $"hash {PurposeOf(column, rule)}")),
            ProtectionKind.Tokenise => new TokeniseTransform(ring!.OpenSealer(PurposeOf(column, rule), rule.Key), rule.IsDeterministic),
            ProtectionKind.Generalise => new GeneraliseTransform(rule.Hierarchy!, rule.Level),
            _ => new RemoveTransform(),
        };
        return rule.Types is { } types ? new SpansTransform(new TextScanner(new ScanOptions { Types = types }), column.Replace('_', ' '), inner) : inner;
    }

    private static Table Apply(Table table, ProtectionPolicy policy, Dictionary<string, ColumnTransform?> transforms, long before)
    {
        var problems = new ProblemList(20);
        var changed = new Table([.. table.Columns.Where(column => !IsDropped(RuleOf(policy, column.Name)!)).Select(column => Apply(column, transforms[column.Name], before, problems))]);
        problems.ThrowIfAny("Some cells are not what the policy can protect; correct them where they come from, or give their columns another rule.");
        return changed;
    }

    private static Column Apply(Column column, ColumnTransform? transform, long before, ProblemList problems)
    {
        if (transform is null)
            return column;
        var texts = new string?[column.Length];
        for (var row = 0; row < texts.Length; row++)
            if (CellText.Of(column, row) is { } text)
                texts[row] = Apply(transform, text, column.Name, before + row + 1, problems);
        return Column.OfText(column.Name, texts);
    }

    private static string? Apply(ColumnTransform transform, string text, string column, long row, ProblemList problems)
    {
        // Cells can be wrong by the million, and enough of them are known.
        if (problems.TotalCount == problems.MaxCount)
            return null;
        try
        {
            return transform.Apply(text);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            problems.Add(row, column, e.Message);
            return null;
        }
    }
}
