using Saker.Data;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Models;

namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>
/// Finds small changes of a row after which the model answers otherwise (Wachter et al. 2018): a beam search over more and more columns, within rules
/// that say what can change; then each number goes back towards what it was as far as the answer holds. What is given was asked of the model itself.
/// </summary>
public sealed class CounterfactualSearch
{
    private const int BeamWidth = 40;
    private const int Halvings = 20;

    private const int MaxMaxChanges = 10;
    private const int MaxCount = 50;

    private ModelScore _model;
    private readonly CounterfactualOptions _options;
    private readonly ColumnMoves[] _columns;
    private string _wanted = "";
    private readonly HashSet<string> _reached = new(StringComparer.Ordinal);
    private long _asked;
    private int _sign;
    private bool _isSteered;
    private (double Score, ChangedRow? Row) _nearest;

    private CounterfactualSearch(ModelScore model, CounterfactualOptions options, ColumnMoves[] columns) => (_model, _options, _columns) = (model, options, columns);

    /// <param name="model">A classifier with the outputs <c>label</c> and <c>probability</c>, or one of several classes.</param>
    /// <param name="row">One row.</param>
    /// <param name="reference">Rows whose values may be taken on.</param>
    /// <param name="options">What is wanted and allowed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">The model gives no label, or rules name columns that it does not take; all are named.</exception>
    public static Task<CounterfactualResult> FindAsync(ModelScore model, Table row, Table reference, CounterfactualOptions options, CancellationToken cancellationToken)
    {
        (row, reference) = (model.Columns(row), model.Columns(reference));
        Require(model, row, reference, options);
        var columns = row.Columns.Zip(reference.Columns, (own, other) => ColumnMoves.Of(own, other, IsWhole(model, own, other), options.Rules.FirstOrDefault(rule => rule.Column == own.Name), options.MaxValues)).ToArray();
        return new CounterfactualSearch(model, options, columns).FindAsync(cancellationToken);
    }

    // The rows may have come from a file that writes whole numbers otherwise; what the model takes counts.
    private static bool IsWhole(ModelScore model, Column row, Column reference) =>
        (model.Signature.Inputs.FirstOrDefault(input => input.Name == row.Name)?.Type ?? reference.Type) is ColumnType.Int32 or ColumnType.Int64 or ColumnType.Boolean;

    private static void Require(ModelScore model, Table row, Table reference, CounterfactualOptions options)
    {
        if (model.Signature.Outputs.All(output => output.Name != ModelGraph.LabelName))
            throw new SakerException(ErrorKind.InvalidInput, "Counterfactuals need a classifier with an output 'label'.", "model");
        if (row.RowCount != 1 || reference.RowCount == 0)
            throw OneRow.Refused(row, reference);
        List<Problem> problems = [.. options.Rules.Where(rule => row.Find(rule.Column) is null)
            .Select(rule => new Problem(rule.Column, $"the model does not take this column; it takes: {string.Join(", ", row.Columns.Select(own => own.Name))}."))];
        problems.AddRange(options.Rules.Where(rule => (rule.Min is not null || rule.Max is not null || rule.Direction != 0) && row.Find(rule.Column) is { } column && !column.Type.IsNumeric())
            .Select(rule => new Problem(rule.Column, "this column is text: give the texts it may become, not a range or a direction.")));
        problems.AddRange(options.Rules.Where(rule => rule.Min > rule.Max).Select(rule => new Problem(rule.Column, "its least value is above its greatest.")));
        if (options.Label is { } label && model.Signature.Outputs.First(output => output.Name == ModelGraph.LabelName).Categories is { Count: > 0 } labels && !labels.Contains(label))
            problems.Add(new Problem("label", $"'{label}' is none of the model's answers, which are: {string.Join(", ", labels)}."));
        if (options.MaxChanges is < 1 or > MaxMaxChanges)
            problems.Add(new Problem("max_changes", $"{options.MaxChanges} columns cannot change; give 1 to {MaxMaxChanges}."));
        if (options.Count is < 1 or > MaxCount)
            problems.Add(new Problem("count", $"{options.Count} ways cannot be shown; give 1 to {MaxCount}."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The rules of the counterfactuals are not possible.", problems);
    }

    private async Task<CounterfactualResult> FindAsync(CancellationToken cancellationToken)
    {
        var start = new ChangedRow([], 0);
        var (now, label, said) = (await AskAsync([start], cancellationToken))[0];
        _wanted = _options.Label ?? "";
        if (label == _wanted)
            return new CounterfactualResult(said, label, [], $"The model says '{label}' of the row already.", _asked);
        // Towards the other side of the threshold; which side that is, the answer itself tells.
        _sign = 0;
        if (_model.Class is not null && label is not null)
        {
            // Of several classes towards the wanted one, or away from the present one.
            (_model, _sign, _isSteered) = (_model.Towards(_options.Label ?? label), _options.Label is null ? -1 : 1, true);
            now = (await AskAsync([start], cancellationToken))[0].Score;
        }
        _nearest = (now, null);
        var found = new List<(ChangedRow Row, double Score, string Label)>();
        IReadOnlyList<(ChangedRow Row, double Score)> beam = [(start, now)];
        for (var depth = 1; depth <= _options.MaxChanges && beam.Count > 0 && _asked < _options.MaxEvaluations; depth++)
            beam = await DeepenAsync(beam, now, label, found, cancellationToken);
        if (found.Count == 0)
            return new CounterfactualResult(said, label, [], Describe(now), _asked);
        var chosen = new List<Counterfactual>();
        foreach (var candidate in await RefineAsync(Diverse(found), label, cancellationToken))
            chosen.Add(candidate);
        return new CounterfactualResult(said, label, [.. chosen.OrderBy(candidate => candidate.Cost)], null, _asked);
    }

    // Every row of the beam with one more column changed; those that reach the answer are taken out, of the others the best go on.
    private async Task<IReadOnlyList<(ChangedRow Row, double Score)>> DeepenAsync(IReadOnlyList<(ChangedRow Row, double Score)> beam, double now, string? label, List<(ChangedRow, double, string)> found, CancellationToken cancellationToken)
    {
        var left = (int)Math.Min(int.MaxValue, _options.MaxEvaluations - _asked);
        var next = new Dictionary<string, ChangedRow>(StringComparer.Ordinal);
        foreach (var (row, _) in beam)
            for (var column = 0; column < _columns.Length && next.Count < left; column++)
                if (row.Changes.All(change => change.Column != column))
                    foreach (var to in _columns[column].Values)
                    {
                        var place = column;
                        (int Column, object? To)[] changes = [.. row.Changes.Append((place, to)).OrderBy(change => change.Item1)];
                        if (!IsMore(changes))
                            next.TryAdd(Key(changes), new ChangedRow(changes, row.Cost + _columns[place].Cost(to)));
                    }
        ChangedRow[] tried = [.. next.Values.Take(left)];
        if (tried.Length == 0)
            return [];
        var answers = await AskAsync(tried, cancellationToken);
        var open = new List<(ChangedRow Row, double Score)>();
        for (var i = 0; i < tried.Length; i++)
        {
            if (IsWanted(answers[i].Label, label))
            {
                found.Add((tried[i], answers[i].Said, answers[i].Label!));
                _reached.Add(Key(tried[i].Changes));
                if (!_isSteered)
                    _sign = Math.Sign(answers[i].Score - now);
            }
            else
            {
                open.Add((tried[i], answers[i].Score));
            }
        }
        Note(open, now);
        // Cheap and far: the share of the way per cost.
        return [.. open.OrderByDescending(entry => Gain(entry.Score, now) / (0.2 + entry.Row.Cost)).Take(BeamWidth)];
    }

    private static string Key(IReadOnlyList<(int Column, object? To)> changes) => string.Join(';', changes.Select(change => $"{change.Column}={change.To}"));

    // Whether fewer of the changes give the answer already.
    private bool IsMore((int Column, object? To)[] changes) =>
        Enumerable.Range(1, (1 << changes.Length) - 2).Any(subset => _reached.Contains(Key([.. changes.Where((_, i) => (subset & (1 << i)) != 0)])));

    private double Gain(double score, double now) => _sign == 0 ? Math.Abs(score - now) : _sign * (score - now);

    private bool IsWanted(string? label, string? before) => _wanted.Length == 0 ? label != before : label == _wanted;

    private void Note(List<(ChangedRow Row, double Score)> open, double now)
    {
        foreach (var (row, score) in open)
            if (Gain(score, now) > Gain(_nearest.Score, now))
                _nearest = (score, row);
    }

    // Cheapest first, each with another set of columns than those before; then the rest by cost.
    private IEnumerable<(ChangedRow Row, double Score, string Label)> Diverse(List<(ChangedRow Row, double Score, string Label)> found)
    {
        var cheapest = found.GroupBy(entry => entry.Row.Key, StringComparer.Ordinal).Select(group => group.MinBy(entry => entry.Row.Cost)).OrderBy(entry => entry.Row.Changes.Count).ThenBy(entry => entry.Row.Cost).ToList();
        var chosen = new List<(ChangedRow Row, double Score, string Label)>();
        while (chosen.Count < _options.Count && cheapest.Count > 0)
        {
            // What shares no column with the chosen comes before what shares some; of equals the cheaper.
            var best = cheapest.MinBy(entry => entry.Row.Cost + entry.Row.Changes.Count(change => chosen.Any(other => other.Row.Changes.Any(own => own.Column == change.Column))));
            chosen.Add(best);
            cheapest.Remove(best);
        }
        return chosen;
    }

    private async Task<IReadOnlyList<Counterfactual>> RefineAsync(IEnumerable<(ChangedRow Row, double Score, string Label)> found, string? label, CancellationToken cancellationToken)
    {
        var refined = new List<Counterfactual>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in found)
        {
            var (row, score, said) = await DropAsync(entry, label, cancellationToken);
            if (!keys.Add(row.Key))
                continue;
            for (var i = 0; i < row.Changes.Count; i++)
                (row, score, said) = await BackAsync(row, i, score, said, label, cancellationToken);
            refined.Add(new Counterfactual([.. row.Changes.Select(change => new ColumnChange(_columns[change.Column].Name, _columns[change.Column].From, change.To))], score, said, row.Cost));
        }
        return refined;
    }

    // Leaves out each change without which the answer holds.
    private async Task<(ChangedRow Row, double Score, string Label)> DropAsync((ChangedRow Row, double Score, string Label) entry, string? label, CancellationToken cancellationToken)
    {
        for (var i = entry.Row.Changes.Count - 1; i >= 0 && entry.Row.Changes.Count > 1 && _asked < _options.MaxEvaluations; i--)
        {
            (int Column, object? To)[] changes = [.. entry.Row.Changes.Where((_, place) => place != i)];
            var tried = new ChangedRow(changes, changes.Sum(change => _columns[change.Column].Cost(change.To)));
            var (_, given, answer) = (await AskAsync([tried], cancellationToken))[0];
            if (IsWanted(given, label))
                entry = (tried, answer, given!);
        }
        return entry;
    }

    // Halves the way back of one number while the answer holds; every step is asked.
    private async Task<(ChangedRow, double, string)> BackAsync(ChangedRow row, int at, double score, string said, string? label, CancellationToken cancellationToken)
    {
        var (place, to) = row.Changes[at];
        if (_columns[place] is not { IsNumber: true, From: double from } column || to is not double good)
            return (row, score, said);
        var bad = from;
        for (var i = 0; i < Halvings && _asked < _options.MaxEvaluations; i++)
        {
            var middle = column.IsWhole ? Math.Round((good + bad) / 2, MidpointRounding.AwayFromZero) : (good + bad) / 2;
            if (middle == good || middle == bad || Math.Abs(good - bad) <= 1e-3 * Math.Max(1e-9, Math.Abs(good - from)) || !column.Allows(middle))
                break;
            var tried = With(row, at, middle);
            var (_, given, answer) = (await AskAsync([tried], cancellationToken))[0];
            if (IsWanted(given, label))
                (row, score, said, good) = (tried, answer, given!, middle);
            else
                bad = middle;
        }
        return (row, score, said);
    }

    private ChangedRow With(ChangedRow row, int at, double to)
    {
        (int Column, object? To)[] changes = [.. row.Changes];
        changes[at] = (changes[at].Column, to);
        return new ChangedRow(changes, changes.Sum(change => _columns[change.Column].Cost(change.To)));
    }

    private async Task<(double Score, string? Label, double Said)[]> AskAsync(IReadOnlyList<ChangedRow> rows, CancellationToken cancellationToken)
    {
        _asked += rows.Count;
        return await _model.LabelledAsync(ChangedRow.Table(_columns, rows), cancellationToken);
    }

    private string Describe(double now)
    {
        var free = _columns.Count(column => column.Values.Count > 0);
        if (free == 0)
            return "No column may change: all are fixed, or the rules leave them no value.";
        var nearest = _nearest.Row is { } row ? FormattableString.Invariant($"; the nearest is {_nearest.Score:0.####} instead of {now:0.####}{(_isSteered ? $" for '{_model.Class}'" : "")}, by {string.Join(", ", row.Changes.Select(change => $"{_columns[change.Column].Name} = {change.To}"))}") : "";
        return $"No change of at most {_options.MaxChanges} of {free} columns within the rules gives another answer{nearest}. Allow more changes, or loosen the rules.";
    }
}
