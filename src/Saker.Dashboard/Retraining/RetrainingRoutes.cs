using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Retraining;

namespace Saker.Dashboard.Retraining;

/// <summary>The page of how an endpoint's model is trained again.</summary>
internal static class RetrainingRoutes
{
    private const int MaxAttempts = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/watching/{endpoint}/retraining", ShowAsync).ExcludeFromDescription();
        routes.MapGet("/live/watching/{endpoint}/retraining", Live).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(string endpoint, Retrainer retrainer, TimeProvider time, CancellationToken cancellationToken) => Pages.Show<RetrainingPage>(
        (nameof(RetrainingPage.Retraining), await retrainer.FindAsync(endpoint, MaxAttempts, cancellationToken) ?? throw Pages.Missing("endpoint", endpoint, "/watching")),
        (nameof(RetrainingPage.Now), time.GetUtcNow()));

    private static Task Live(string endpoint, HttpContext context, LiveStreams streams, Retrainer retrainer, TimeProvider time) => streams.RunAsync(
        context,
        [
            new LiveEvent("retraining", async token => await retrainer.FindAsync(endpoint, MaxAttempts, token) is { } found
                ? await Rendering.RenderAsync<RetrainingPanel>(
                    context, (nameof(RetrainingPanel.Retraining), found), (nameof(RetrainingPanel.Now), time.GetUtcNow()), (nameof(RetrainingPanel.HasLink), false))
                : "")
            {
                // What runs tells every ten seconds for how long.
                VersionAsync = async token => await retrainer.FindAsync(endpoint, 1, token) is { } found
                    ? string.Create(CultureInfo.InvariantCulture, $"{found.Policy?.At} {found.Hold} {(found.Attempts is [var newest] ? $"{newest.Id} {newest.State} {newest.Run} {newest.RolloutState} {newest.RequestState}{(newest.HasEnded ? "" : $" {time.GetUtcNow().ToUnixTimeSeconds() / 10}")}" : "")}")
                    : "",
            },
        ]);
}
