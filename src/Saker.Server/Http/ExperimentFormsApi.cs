using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What the page of an experiment sends: forms, for what programs do by PATCH and DELETE.</summary>
internal static class ExperimentFormsApi
{
    private const string Note = "mlflow.note.content";

    public static void Map(IEndpointRouteBuilder group)
    {
        group.MapPost("/{experiment}/change", ChangeAsync).Needs(Role.Deployer).Audited(AuditActs.ExperimentRenamed).ExcludeFromDescription();
        group.MapPost("/{experiment}/delete", DeleteAsync).Needs(Role.Deployer).Audited(AuditActs.ExperimentDeleted).ExcludeFromDescription();
    }

    public static string PageOf(ExperimentId experiment) => "/experiments/" + Uri.EscapeDataString(experiment.Value);

    private static async Task<IResult> ChangeAsync(string experiment, HttpContext context, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        var form = await RunFormsApi.FormAsync(context, cancellationToken);
        var id = (await ExperimentsApi.FindAsync(experiment, experiments, cancellationToken)).Id;
        if (form.Text("name") is { } name)
            await experiments.RenameAsync(id, name, cancellationToken);
        if (form.ContainsKey("hasNote"))
            await experiments.SetTagAsync(id, Note, form["note"].ToString(), cancellationToken);
        return PageForm.BackTo(context, PageOf(id));
    }

    private static async Task<IResult> DeleteAsync(string experiment, HttpContext context, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        await RunFormsApi.FormAsync(context, cancellationToken);
        var id = (await ExperimentsApi.FindAsync(experiment, experiments, cancellationToken)).Id;
        await experiments.DeleteAsync(id, cancellationToken);
        return PageForm.BackTo(context, PageOf(id));
    }
}
