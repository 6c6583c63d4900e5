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
        var found = await studies.ListAsync(number * MaxStudies + 1, cancellationToken);
        return Pages.Show<StudiesPage>(
            (nameof(StudiesPage.Studies), found.Skip((number - 1) * MaxStudies).Take(MaxStudies).ToList()),
            (nameof(StudiesPage.Page), number),
            (nameof(StudiesPage.HasMore), found.Count > number * MaxStudies && number < MaxPages));
    }

    private static Task LiveAll(int? page, HttpContext context, LiveStreams streams, StudyCatalogue studies)
    {
        var count = Math.Clamp(page ?? 1, 1, MaxPages) * MaxStudies + 1;
        return streams.FollowAsync(context, token => StudiesAsync(page, studies, token), token => studies.GetStampAsync(count, token), "studies");
    }

    private static async Task<IResult> StudyAsync(string name, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var study = await studies.FindAsync(name, cancellationToken) ?? throw Pages.Missing("study", name, "/studies");
        return Pages.Show<StudyPage>((nameof(StudyPage.View), await ViewAsync(study, studies, cancellationToken)));
    }

    private static async Task LiveStudyAsync(string name, HttpContext context, LiveStreams streams, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var study = await studies.FindAsync(name, cancellationToken) ?? throw Pages.Missing("study", name, "/studies");
        var change = -1L;
        StudyView? view = null;
        await streams.RunAsync(
            context,
            [
                new LiveEvent("head", async token => await RenderAsync<StudyHead>(context, await LookAsync(token))) { VersionAsync = VersionAsync },
                new LiveEvent("trials", async token => (await LookAsync(token)).TrialsJson()) { VersionAsync = VersionAsync },
                new LiveEvent("lines", async token => (await LookAsync(token)).LinesJson()) { VersionAsync = VersionAsync },
                new LiveEvent("detail", async token => await RenderAsync<StudyDetail>(context, await LookAsync(token))) { VersionAsync = VersionAsync },
            ]);

        async Task<string> VersionAsync(CancellationToken token) => (await studies.GetChangeAsync(name, token)).ToString(CultureInfo.InvariantCulture);

        async Task<StudyView> LookAsync(CancellationToken token)
        {
            var latest = await studies.GetChangeAsync(name, token);
            if (view is null || latest != change)
                (view, change) = (await ViewAsync(study, studies, token), latest);
            return view;
        }
    }

    private static async Task<StudyView> ViewAsync(StoredStudy study, StudyCatalogue studies, CancellationToken cancellationToken) =>
        new(study, await studies.ListTrialsAsync(study.Name, cancellationToken), await studies.GetImportanceAsync(study, cancellationToken));

    private static Task<string> RenderAsync<TPart>(HttpContext context, StudyView view)
        where TPart : IComponent => Rendering.RenderAsync<TPart>(context.RequestServices, Pages.Parameters((nameof(StudyHead.View), view)));
}
