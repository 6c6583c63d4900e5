using Saker.Data;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>What is wrong with a search that somebody wrote.</summary>
/// <param name="Message">What, and what would be right.</param>
/// <param name="Field"><c>filter</c>, <c>order_by</c> or <c>page_token</c>.</param>
/// <param name="Position">Where in it, counted from 1; null where that is not known.</param>
public sealed record SearchFault(string Message, string? Field, int? Position)
{
    public static SearchFault Of(SakerException exception) => new(exception.Message, exception.Field, exception.Position);
}
