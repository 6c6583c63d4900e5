namespace Saker.Data.Checks;

/// <summary>One number about all rows is right or wrong.</summary>
/// <param name="Number">Aggregate expression.</param>
/// <param name="Judge">Complaint about that number given the number of rows, or null when all is well.</param>
internal sealed record TablePlan(string Number, Func<double, long, string?> Judge) : CheckPlan
{
    public override string Aggregate => Number;
}
