using System.Text.RegularExpressions;
using Saker.Data.Engine;

namespace Saker.Data.Checks.Running;

/// <summary>The first scan: everything that must be counted, once, on all threads. Questions that several checks ask are asked once.</summary>
internal sealed partial class CountingScan(CheckTarget target, SqlConnection connection, CancellationToken cancellationToken)
{
    /// <summary>Has every check judge what was counted; gives the number of rows.</summary>
    /// <exception cref="SakerException">The data cannot be read.</exception>
    public long Run(IReadOnlyList<PlannedCheck> checks)
    {
        try
        {
            return Count(checks);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            if (!CanBeRead(checks))
                throw;
            RefuseThoseThatFail(checks);
            return Count(checks);
        }
    }

    private long Count(IReadOnlyList<PlannedCheck> checks)
    {
        var questions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var question in checks.SelectMany(check => check.Aggregates.Where((question, i) => Known(check, i, question) is null)))
            questions.TryAdd(question, questions.Count + 1);
        var (rows, answers) = Ask(checks, questions);
        foreach (var check in checks)
            check.Judge(new Measured([.. check.Aggregates.Select((question, i) => Known(check, i, question) ?? answers[questions[question]])], rows));
        return rows;
    }

    /// <summary>What need not be asked any more.</summary>
    private string? Known(PlannedCheck check, int aggregate, string question) => check.Tallied(aggregate) ?? target.Known(question);

    private (long Rows, string?[] Answers) Ask(IReadOnlyList<PlannedCheck> checks, Dictionary<string, int> questions)
    {
        if (questions.Count == 0)
            return (target.RowCount, []);
        var selected = questions.OrderBy(question => question.Value).Select(question => question.Key).Prepend("count(*)")
            .Select((question, i) => FormattableString.Invariant($"CAST({question} AS VARCHAR) AS a{i}"));
        var found = connection.QueryAll($"SELECT {string.Join(", ", selected)} FROM {Relation(checks, questions.Keys)}", cancellationToken);
        string?[] answers = [.. found.Columns.Select(column => (string?)column.GetValue(0))];
        return (long.Parse(answers[0]!, System.Globalization.CultureInfo.InvariantCulture), answers);
    }

    /// <summary>Whether the fault is none of the data.</summary>
    private bool CanBeRead(IReadOnlyList<PlannedCheck> checks)
    {
        try
        {
            var counts = checks.SelectMany(check => check.Positions).Distinct().Order().Select(position => $"count({target.Column(position).Value})").Prepend("count(*)");
            connection.QueryAll($"SELECT {string.Join(", ", counts.Select((count, i) => FormattableString.Invariant($"{count} AS n{i}")))} FROM {Relation(checks, checks.SelectMany(check => check.Aggregates))}", cancellationToken);
            return true;
        }
        catch (SakerException)
        {
            return false;
        }
    }

    /// <summary>A condition of a user, or a pattern, can fail on a value; which one it was only a run of its own tells.</summary>
    private void RefuseThoseThatFail(IReadOnlyList<PlannedCheck> checks)
    {
        foreach (var check in checks.Where(check => check.Aggregates.Count > 0))
        {
            try
            {
                Ask([check], check.Aggregates.Distinct().Select((question, i) => (question, i)).ToDictionary(pair => pair.question, pair => pair.i + 1));
            }
            catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
            {
                check.Refuse($"it cannot be computed: {e.Message}");
            }
        }
    }

    private string Relation(IReadOnlyList<PlannedCheck> checks, IEnumerable<string> questions)
    {
        // A text that merely looks like one costs a little time.
        var texts = questions.SelectMany(question => TextName().Matches(question)).Select(name => int.Parse(name.ValueSpan[1..], System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        return target.Counted(checks.SelectMany(check => check.Positions).Distinct().Order(), texts);
    }

    [GeneratedRegex(@"\bt[0-9]{1,6}\b")]
    private static partial Regex TextName();
}
