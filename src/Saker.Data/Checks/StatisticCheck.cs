using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>One number about the values of a column lies between two bounds, both included. Missing values are left out; without values it holds.</summary>
public abstract record StatisticCheck : ConditionalCheck
{
    private protected StatisticCheck()
    {
    }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Description => $"{Subject} is {Bounds.Describe(Min, Max)}";

    /// <summary>What the number is: <c>the mean of tenure</c>.</summary>
    private protected abstract string Subject { get; }

    internal override string Advice => "Look at what changed in the rows that make it up; if the change is right, move the bounds.";

    internal override CheckPlan Plan(CheckContext context) => new TablePlan([Aggregate(context)], measured => Judge(measured.Number(0)));

    /// <summary>The number in SQL.</summary>
    private protected abstract string Aggregate(CheckContext context);

    private protected Verdict Judge(double? number) => number switch
    {
        null => new Verdict(null, "there are no values"),
        { } value when !(value < Min) && !(value > Max) && !double.IsNaN(value) => new Verdict(null, $"{Subject} is {Words.Number(value)}"),
        { } value => new Verdict($"{Subject} is {Words.Number(value)}, not {Bounds.Describe(Min, Max)}", $"{Subject} is {Words.Number(value)}"),
    };

    /// <summary>Reads the keys that all have.</summary>
    private protected static T Bounded<T>(Settings settings, T check, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
        where T : StatisticCheck
    {
        check = check with { Min = settings.OptionalNumber("min", least, most), Max = settings.OptionalNumber("max", least, most) };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }
}
