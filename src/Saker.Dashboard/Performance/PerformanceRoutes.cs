using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Dashboard.Performance;

/// <summary>The page of how an endpoint fares by its outcomes.</summary>
internal static class PerformanceRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/watching/{endpoint}/performance", ShowAsync).ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(string endpoint, PerformanceReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return Pages.Show<PerformancePage>((nameof(PerformancePage.Performance), await reader.GetAsync(new PerformanceQuery(endpoint, Since: null, Segments: []), cancellationToken)));
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            throw Pages.Missing("endpoint", endpoint, "/watching");
        }
    }
}
