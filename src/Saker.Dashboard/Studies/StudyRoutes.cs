using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Studies;

namespace Saker.Dashboard.Studies;

/// <summary>Pages of searches for hyper-parameters.</summary>
internal static class StudyRoutes
{
    private const int MaxStudies = 100;

    private const int MaxPages = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/studies", StudiesAsync).ExcludeFromDescription();
        routes.MapGet("/live/studies", LiveAll).ExcludeFromDescription();
        routes.MapGet("/studies/{name}", StudyAsync).ExcludeFromDescription();
        routes.MapGet("/live/studies/{name}", LiveStudyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> StudiesAsync(int? page, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var number = Math.Clamp(page ?? 1, 1, MaxPages);
        // One more tells whether there is another page.
        var found = await studies.ListAsync((number - 1) * MaxStudies, MaxStudies + 1, cancellationToken);
        return Pages.Show<StudiesPage>(
            (nameof(StudiesPage.Studies), found.Take(MaxStudies).ToList()),
            (nameof(StudiesPage.Page), number),
            (nameof(StudiesPage.HasMore), found.Count > MaxStudies && number < MaxPages));
    }

    private static Task LiveAll(int? page, HttpContext context, LiveStreams streams, StudyCatalogue studies)
    {
        var skip = (Math.Clamp(page ?? 1, 1, MaxPages) - 1) * MaxStudies;
        return streams.FollowAsync(context, token => StudiesAsync(page, studies, token), token => studies.GetStampAsync(skip, MaxStudies + 1, token), "studies");
    }

    private static async Task<IResult> StudyAsync(string name, StudyCatalogue studies, StudyLooks looks, CancellationToken cancellationToken)
    {
        var study = await studies.FindAsync(name, cancellationToken) ?? throw Pages.Missing("study", name, "/studies");
        return Pages.Show<StudyPage>((nameof(StudyPage.View), await looks.LookAsync(study, cancellationToken)));
    }

    private static async Task LiveStudyAsync(string name, HttpContext context, LiveStreams streams, StudyCatalogue studies, StudyLooks looks, CancellationToken cancellationToken)
    {
        var study = await studies.FindAsync(name, cancellationToken) ?? throw Pages.Missing("study", name, "/studies");
        StudyView? view = null;
        await streams.RunAsync(
            context,
            [
                // The first looks, the others show what it saw.
                new LiveEvent("head", _ => RenderAsync<StudyHead>(context, view!))
                {
                    VersionAsync = async token =>
                    {
                        view = await looks.LookAsync(study, token);
                        return Changed();
                    },
                },
                new LiveEvent("trials", _ => Task.FromResult(view!.TrialsJson())) { Version = Changed },
                new LiveEvent("lines", _ => Task.FromResult(view!.LinesJson())) { Version = Changed },
                new LiveEvent("detail", _ => RenderAsync<StudyDetail>(context, view!)) { Version = () => string.Create(CultureInfo.InvariantCulture, $"{view!.Change} {view.Explained}") },
            ]);

        string Changed() => view!.Change.ToString(CultureInfo.InvariantCulture);
    }

    private static Task<string> RenderAsync<TPart>(HttpContext context, StudyView view)
        where TPart : IComponent => Rendering.RenderAsync<TPart>(context, (nameof(StudyHead.View), view));
}
