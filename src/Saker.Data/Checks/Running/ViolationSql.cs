namespace Saker.Data.Checks.Running;

/// <summary>The SQL of the second scan: row, one flag a check, the texts to show, and the keys by which rows are compared.</summary>
internal sealed class ViolationSql
{
    private readonly CheckTarget _target;
    private readonly PlannedCheck[] _flagged;
    private readonly PlannedCheck[] _keyed;
    private readonly List<string> _texts;

    public ViolationSql(CheckTarget target, PlannedCheck[] flagged, PlannedCheck[] keyed, IReadOnlyList<int> key)
    {
        (_target, _flagged, _keyed) = (target, flagged, keyed);
        Key = [.. key.Select(target.Column)];
        var shown = flagged.SelectMany(check => ((RowPlan)check.Second!).Shown).Concat(keyed.SelectMany(check => ((KeyedPlan)check.Second!).Shown));
        _texts = [.. shown.Concat(Key).Select(column => column.Text).Distinct(StringComparer.Ordinal)];
        All = Select(flagged.Concat(keyed).SelectMany(check => check.Positions).Concat(key));
    }

    /// <summary>The columns that tell rows apart for people.</summary>
    public IReadOnlyList<CheckColumn> Key { get; }

    /// <summary>The scan; all rows when keys are compared, else it is still to be restricted by <see cref="Flagged"/>.</summary>
    public string All { get; }

    /// <summary>Which of the texts an expression is.</summary>
    public int TextIndex(string text) => _texts.IndexOf(text);

    /// <summary>Columns: row, flags, texts.</summary>
    public string Flagged(string from)
    {
        var flags = Enumerable.Range(0, _flagged.Length).Select(i => FormattableString.Invariant($"f{i}")).ToArray();
        var texts = _texts.Select((_, i) => FormattableString.Invariant($"x{i}"));
        return $"SELECT r, {string.Join(", ", flags.Concat(texts))} FROM {from} WHERE {string.Join(" OR ", flags)}";
    }

    /// <summary>Columns: row, first row with the key, what the dependent column has there, texts shown, texts of the key.</summary>
    public string Repeated(string from, KeyedPlan plan)
    {
        var at = Array.FindIndex(_keyed, check => ReferenceEquals(check.Second, plan));
        var keys = plan.Key.Select((_, i) => FormattableString.Invariant($"k{at}_{i}")).ToArray();
        var dependent = FormattableString.Invariant($"d{at}");
        var expected = plan.Dependent is null ? "CAST(NULL AS VARCHAR)" : $"arg_min(CAST({dependent} AS VARCHAR), r)";
        var having = plan.Dependent is null ? "count(*) > 1" : $"count(DISTINCT {dependent}) > 1";
        var groups = $"SELECT {string.Join(", ", keys)}, min(r) AS first, {expected} AS expected FROM {from} WHERE {FormattableString.Invariant($"c{at}")} GROUP BY ALL HAVING {having}";
        var texts = plan.Shown.Concat(Key).Select(column => FormattableString.Invariant($"a.x{TextIndex(column.Text)}")).Select((text, i) => FormattableString.Invariant($"{text} AS y{i}"));
        var isOther = plan.Dependent is null ? "a.r > g.first" : $"CAST(a.{dependent} AS VARCHAR) <> g.expected";
        return $"SELECT a.r, g.first, g.expected, {string.Join(", ", texts)} FROM {from} AS a JOIN ({groups}) AS g ON {string.Join(" AND ", keys.Select(key => $"a.{key} = g.{key}"))} "
            + FormattableString.Invariant($"WHERE a.c{at} AND {isOther} ORDER BY a.r");
    }

    private string Select(IEnumerable<int> positions)
    {
        var flags = _flagged.Select((check, i) => FormattableString.Invariant($"coalesce({((RowPlan)check.Second!).Violated}, false) AS f{i}"));
        var texts = _texts.Select((text, i) => FormattableString.Invariant($"{text} AS x{i}"));
        var keys = _keyed.SelectMany((check, at) => Keys((KeyedPlan)check.Second!, at));
        return $"SELECT r, {string.Join(", ", flags.Concat(texts).Concat(keys))} FROM {WithPrevious(_target.Relation(positions.Distinct().Order(), withRow: true))}";
    }

    private static IEnumerable<string> Keys(KeyedPlan plan, int at)
    {
        yield return FormattableString.Invariant($"coalesce({plan.Complete}, false) AS c{at}");
        for (var i = 0; i < plan.Key.Count; i++)
            yield return FormattableString.Invariant($"{plan.Key[i].Value} AS k{at}_{i}");
        if (plan.Dependent is { } dependent)
            yield return FormattableString.Invariant($"{dependent.Value} AS d{at}");
    }

    /// <summary>Adds what the predecessors had. Both windows run while the rows stream by; one that leaves missing values out would hold all rows.</summary>
    private string WithPrevious(string relation)
    {
        PreviousValue[] previous = [.. _flagged.SelectMany(check => check.Plan is LatePlan late ? late.Previous : [])];
        if (previous.Length == 0)
            return relation;
        var latest = previous.Select(value => $"arg_max({value.Expression}, r) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS latest_{value.Name}");
        var before = previous.Select(value => $"lag(latest_{value.Name}) OVER () AS {value.Name}");
        return $"(SELECT *, {string.Join(", ", before)} FROM (SELECT *, {string.Join(", ", latest)} FROM {relation}))";
    }
}
