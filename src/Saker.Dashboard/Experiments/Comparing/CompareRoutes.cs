using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>The page that shows runs side by side.</summary>
internal static class CompareRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/experiments/compare", CompareAsync).ExcludeFromDescription();

    private static async Task<IResult> CompareAsync([AsParameters] CompareQuery query, RunComparer comparer, TimeProvider time, CancellationToken cancellationToken) =>
        Pages.Show<ComparePage>((nameof(ComparePage.Comparison), await comparer.CompareAsync(query.ToRequest(), cancellationToken)), (nameof(ComparePage.Now), time.GetUtcNow()));
}
