using System.Globalization;

namespace Saker.Learning.Selection.Leakage;

/// <summary>What is said of each kind of finding: what was seen, why it is suspicious, what to do.</summary>
internal static class Words
{
    private const double Exact = 0.9999;

    public static LeakageFinding Predictor(string column, string target, double score, string? label, int rowCount)
    {
        var seen = label is null
            ? string.Create(CultureInfo.InvariantCulture, $"{column} alone explains {score:P1} of the variance of {target}")
            : score >= Exact ? $"{column} alone tells {target} = {label} without a mistake" : string.Create(CultureInfo.InvariantCulture, $"{column} alone tells {target} = {label} with ROC AUC {score:0.000}");
        return Of(LeakageKind.Predictor, [column], score, rowCount,
            $"{seen}, on rows that were not looked at: it is the answer in other words, or is known only after it, it seems. Drop it unless it is known when the prediction is made.");
    }

    public static LeakageFinding BesideMarks(string column, IReadOnlyList<string> marks, string target, int rowCount) => Of(LeakageKind.BesideMarks, [column], 0, rowCount,
        string.Create(CultureInfo.InvariantCulture, $"{column} stands beside {string.Join(", ", marks)}, which give {target} away, and has their form (two values, one of them in {rowCount:N0} rows only): it is noted together with them, it seems, though the data does not prove it."));

    public static LeakageFinding Identifier(string column, string target, int rowCount, double score, bool tells) => Of(LeakageKind.Identifier, [column], score, rowCount,
        string.Create(CultureInfo.InvariantCulture, $"{column} is different in each of {rowCount:N0} rows: it names the row{(tells ? $", and by its order tells {target} (ROC AUC {score:0.000})" : "")}. A model can learn nothing from it that holds for new rows. Drop it."));

    public static LeakageFinding Order(string? column, string what, string target, double score, int rowCount) => Of(LeakageKind.Order, column is null ? [] : [column], score, rowCount,
        string.Create(CultureInfo.InvariantCulture, $"{what} tells {target} (ROC AUC {score:0.000}): the rows were sorted by it, or it changed with time. Leave out whatever numbers the rows; if it is time, split by time."));

    public static LeakageFinding Duplicates(int count, int testCount, double agreement, bool isAssumed) => Of(LeakageKind.Duplicates, [], (double)count / testCount, count,
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {testCount:N0} rows to test{(isAssumed ? " (a fifth, as if split now)" : "")} have the same values as a row to learn from, and {agreement:P0} of them its answer too: the model has seen them. Remove what was stored twice, or split by what they have in common; if so few columns cannot tell rows apart, that is no fault."));

    public static LeakageFinding Contradictions(int count, int rowCount, string target) => Of(LeakageKind.Contradictions, [], (double)count / rowCount, count,
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {rowCount:N0} rows have the same values as another row and another {target}: no model can be right on all of them."));

    public static LeakageFinding Group(string column, int shared, int testCount) => Of(LeakageKind.Group, [column], (double)shared / testCount, shared,
        string.Create(CultureInfo.InvariantCulture, $"{shared:N0} of {testCount:N0} rows to test are of a {column} that is among the rows to learn from: the model may recognise it. Split by group: 'split: {{by: group, column: {column}}}'."));

    private static LeakageFinding Of(LeakageKind kind, IReadOnlyList<string> columns, double value, int rowCount, string message) =>
        new() { Kind = kind, Columns = columns, Message = message, Value = value, RowCount = rowCount };
}
