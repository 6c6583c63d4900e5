using Saker.Data;

namespace Saker.Learning.Preparation;

/// <summary>Brings numbers to a common scale. A column that is constant in the training rows becomes 0; missing stays missing.</summary>
public sealed record Scale : Transform
{
    internal const string PublicName = "scale";
    private static readonly string[] Choices = ["standard", "min_max", "robust"];

    public override string Name => PublicName;

    public ColumnSelector Columns { get; init; } = ColumnSelector.Numbers;

    public ScaleWith With { get; init; } = ScaleWith.Standard;

    internal static Transform Read(Settings settings) => new Scale
    {
        Columns = ColumnSelector.Read(settings, ColumnSelector.Numbers),
        With = (ScaleWith)Array.IndexOf(Choices, settings.Choice("with", "standard", Choices)),
    };

    internal override FittedTransform Fit(TrainingColumns columns)
    {
        var names = Columns.ResolveNumbers(columns, "Use 'columns: numbers', or 'one_hot' for texts.");
        var problems = new List<Problem>();
        var centres = new double[names.Count];
        var widths = new double[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            var present = Statistics.Present(columns.Numbers(names[i]));
            if (present.Length == 0)
                problems.Add(new Problem("columns", $"'{names[i]}' is missing in every training row, so no scale can be learned: drop it."));
            else
                (centres[i], widths[i]) = Learn(present);
        }
        return problems.Count == 0 ? new Fitted(names, centres, widths) : throw new SakerException(ErrorKind.InvalidInput, "Some columns cannot be scaled.", problems);
    }

    private (double Centre, double Width) Learn(double[] values)
    {
        Array.Sort(values);
        // Compared by value: rounding would give a constant column a tiny deviation, and dividing by it noise.
        if (values[0] == values[^1])
            return (values[0], 1);
        var (centre, width) = With switch
        {
            ScaleWith.Standard when Statistics.Mean(values) is var mean => (mean, Statistics.Deviation(values, mean)),
            ScaleWith.MinMax => (values[0], values[^1] - values[0]),
            _ => (Statistics.Quantile(values, 0.5), Statistics.Quantile(values, 0.75) - Statistics.Quantile(values, 0.25)),
        };
        return (centre, width > 0 && double.IsFinite(width) ? width : 1);
    }

    private sealed class Fitted(IReadOnlyList<string> names, double[] centres, double[] widths) : FittedTransform
    {
        // The mean of huge numbers is infinite, and infinity less infinity is missing.
        private bool KeepsPresent => centres.All(double.IsFinite) && widths.All(double.IsFinite);

        public override void Emit(GraphColumns columns)
        {
            if (names.Count == 0)
                return;
            var graph = columns.Graph;
            var centred = graph.Arithmetic("Sub", columns.Numbers(names), graph.Numbers(centres));
            columns.Set(names, graph.Arithmetic("Div", centred, graph.Numbers(widths)), KeepsPresent && columns.ArePresent(names));
        }
    }
}
