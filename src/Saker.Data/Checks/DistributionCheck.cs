using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>The values of a column are spread as those of a reference. Missing values are left out; without values it holds.</summary>
public sealed record DistributionCheck : ConditionalCheck
{
    internal const string Kind = "distribution";

    /// <summary>Methods by their names in suites.</summary>
    private static readonly (string Name, DistributionMethod Method)[] Methods =
    [
        ("psi", DistributionMethod.Psi), ("js", DistributionMethod.JensenShannon), ("ks", DistributionMethod.KolmogorovSmirnov),
        ("wasserstein", DistributionMethod.Wasserstein), ("chi_squared", DistributionMethod.ChiSquared),
    ];

    public DistributionCheck(string column) => Column = column;

    public DistributionMethod Method { get; init; }

    /// <summary>The reference itself; null takes it from <see cref="Of"/>.</summary>
    public Distribution? Reference { get; init; }

    /// <summary>Data whose column of the same name is the reference; null when it is given.</summary>
    public OtherData? Of { get; init; }

    /// <summary>The largest distance that holds; null takes 0.2 (psi), 0.1 (js, ks) or 0.2 standard deviations (wasserstein).</summary>
    public double? Max { get; init; }

    /// <summary>The smallest p-value that holds (chi_squared); null takes 0.01.</summary>
    public double? MinP { get; init; }

    public override string Name => Kind;

    public override string Description => Method == DistributionMethod.ChiSquared
        ? $"{Column} is spread as {Referred} (p of {MethodName} at least {Words.Number(LeastP)})"
        : $"{Column} is spread as {Referred} ({MethodName} at most {Words.Number(Most)})";

    public override IReadOnlyList<OtherData> Others => Of is null ? [] : [Of];

    private string Referred => Of is null ? "the reference" : $"in {Of}";

    private string MethodName => NameOf(Method);

    private double Most => Max ?? (Method is DistributionMethod.Psi or DistributionMethod.Wasserstein ? 0.2 : 0.1);

    private double LeastP => MinP ?? 0.01;

    internal override string Advice => "Look at what changed upstream; if the new spread is right, take a new reference.";

    internal static string NameOf(DistributionMethod method) => Methods.First(known => known.Method == method).Name;

    internal static DistributionCheck Create(Settings settings)
    {
        var name = settings.Choice("method", "psi", [.. Methods.Select(known => known.Name)]);
        var isTest = name == "chi_squared";
        var isGiven = settings.Has("reference");
        return new DistributionCheck(settings.Text("column"))
        {
            Method = Methods.First(known => known.Name == name).Method,
            Reference = isGiven ? Distribution.Create(settings.Section("reference")) : null,
            Of = isGiven ? null : OtherData.Create(settings),
            Max = isTest ? null : settings.OptionalNumber("max", 0),
            MinP = isTest ? settings.OptionalNumber("min_p", 0, 1) : null,
        };
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var column = context.Columns[0];
        if (Reference is null && Of is null)
            throw new SakerException(ErrorKind.InvalidInput, "there is no reference; give one, or name other data");
        var reference = Reference ?? context.Distribution(Of!, column);
        var isListed = reference.Edges.Count == 0;
        if (isListed && Method is (DistributionMethod.KolmogorovSmirnov or DistributionMethod.Wasserstein))
            throw CheckContext.Unfit(column, $"{MethodName} compares numbers and times; use psi, js or chi_squared for listed values");
        return isListed ? PlanValues(context, column, reference) : PlanNumbers(context, column, reference);
    }

    private TablePlan PlanValues(CheckContext context, CheckColumn column, Distribution reference)
    {
        var set = ValueSet.Of(column, reference.Values);
        if (set.Texts.Count != reference.Values.Count)
            throw CheckContext.Unfit(column, "the reference lists values that are no numbers");
        string[] counts = [.. set.Literals.Select(literal => context.Count($"({set.Value} = {literal})")), context.Present(column)];
        return new TablePlan(counts, measured =>
        {
            double[] seen = [.. Enumerable.Range(0, set.Literals.Count).Select(measured.Count)];
            return Judge(reference, [.. seen, measured.Count(seen.Length) - seen.Sum()]);
        });
    }

    private TablePlan PlanNumbers(CheckContext context, CheckColumn column, Distribution reference)
    {
        var number = NumberOf(column);
        string[] counts = [.. reference.Edges.Skip(1).SkipLast(1).Select(edge => context.Count($"({number} <= {SqlText.Number(edge)})")), context.Present(column)];
        string[] ends = [context.Count($"({number} < {SqlText.Number(reference.Edges[0])})"), context.Count($"({number} > {SqlText.Number(reference.Edges[^1])})"), $"min({number}){context.Filter}", $"max({number}){context.Filter}"];
        return new TablePlan(reference.BeyondShare is null ? counts : [.. counts, .. ends], measured =>
        {
            var upTo = Enumerable.Range(0, counts.Length).Select(i => (double)measured.Count(i)).ToArray();
            double[] bins = [.. upTo.Select((count, i) => count - (i == 0 ? 0 : upTo[i - 1]))];
            return reference.BeyondShare is null ? Judge(reference, bins) : JudgeWithEnds(reference, bins, measured, counts.Length);
        });
    }

    /// <summary>What lies beyond all values of the reference is something new, not more of the outer bins.</summary>
    private Verdict JudgeWithEnds(Distribution reference, double[] bins, Measured measured, int at)
    {
        var (below, above) = ((double)measured.Count(at), (double)measured.Count(at + 1));
        bins[0] -= below;
        bins[^1] -= above;
        // The test takes the reference at its word: a share of 0 would make one new extreme impossible.
        var share = Method == DistributionMethod.ChiSquared ? reference.BeyondShare ?? 0 : 0;
        var widened = reference.Widened(below > 0 ? measured.Number(at + 2) : null, above > 0 ? measured.Number(at + 3) : null, share);
        return Judge(widened, [.. below > 0 ? [below] : Array.Empty<double>(), .. bins, .. above > 0 ? [above] : Array.Empty<double>()]);
    }

    /// <summary>The column as a number; times as seconds since 1970.</summary>
    internal static string NumberOf(CheckColumn column) => column.Type is ColumnType.Date or ColumnType.Timestamp
        ? $"({CheckContext.Moment(column, "a distribution")} / 1e6)"
        : CheckContext.Number(column, "a reference with edges");

    private Verdict Judge(Distribution reference, double[] counts)
    {
        if (counts.Sum() == 0)
            return new Verdict(null, "there are no values");
        // A distance that is none, NaN, holds no bound.
        var distance = DistributionDistance.Of(Method, reference, counts);
        if (Method == DistributionMethod.ChiSquared)
        {
            var seen = $"the p-value is {Words.Number(distance)}";
            return new Verdict(!(distance >= LeastP) ? $"{seen}, less than {Words.Number(LeastP)}: {LargestChange(reference, counts)}" : null, seen);
        }
        var far = $"{MethodName} is {Words.Number(distance)}";
        return new Verdict(!(distance <= Most) ? $"{far}, more than {Words.Number(Most)}: {LargestChange(reference, counts)}" : null, far);
    }

    private static string Part(double above, double upTo) => upTo == Math.BitIncrement(above) ? $"values of {Words.Number(upTo)}" : $"values from {Words.Number(above)} to {Words.Number(upTo)}";

    /// <summary>Which part changed most.</summary>
    private static string LargestChange(Distribution reference, double[] counts)
    {
        var (shares, total) = (reference.AllShares(), counts.Sum());
        var at = Enumerable.Range(0, counts.Length).MaxBy(i => Math.Abs((counts[i] / total) - shares[i]));
        var part = reference.Edges.Count > 0
            ? Part(reference.Edges[at], reference.Edges[at + 1])
            : at < reference.Values.Count ? Words.Quote(reference.Values[at]) : "other values";
        return $"{part} are {Words.Share(counts[at] / total)} of all, not {Words.Share(shares[at])}";
    }
}
