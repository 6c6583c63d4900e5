namespace Saker.Data.Checks;

/// <summary>The check does not go with the type of its column.</summary>
/// <param name="Complaint">Why, and what would be right.</param>
internal sealed record UnfitPlan(string Complaint) : CheckPlan
{
    public override string Aggregate => "1";
}
