using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Platform.Studies;

namespace Saker.Dashboard.Studies;

/// <summary>Pages of searches for hyper-parameters.</summary>
internal static class StudyRoutes
{
    private const int MaxStudies = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/studies", StudiesAsync).ExcludeFromDescription();
        routes.MapGet("/studies/{name}", StudyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> StudiesAsync(StudyCatalogue studies, CancellationToken cancellationToken) =>
        Pages.Show<StudiesPage>((nameof(StudiesPage.Studies), await studies.ListAsync(MaxStudies, cancellationToken)));

    private static async Task<IResult> StudyAsync(string name, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var study = await studies.FindAsync(name, cancellationToken) ?? throw Pages.Missing("study", name, "/studies");
        var view = new StudyView(study, await studies.ListTrialsAsync(name, cancellationToken), await studies.GetImportanceAsync(study, cancellationToken));
        return Pages.Show<StudyPage>((nameof(StudyPage.View), view));
    }
}
