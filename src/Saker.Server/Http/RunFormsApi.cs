using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What the page of a run sends: forms, for what programs do by MLflow's API.</summary>
internal static class RunFormsApi
{
    private const string Note = "mlflow.note.content";

    public static void Map(IEndpointRouteBuilder group)
    {
        group.MapPost("/{id}/change", ChangeAsync).Needs(Role.Deployer).Audited(AuditActs.RunChanged).ExcludeFromDescription();
        group.MapPost("/{id}/delete", DeleteAsync).Needs(Role.Deployer).Audited(AuditActs.RunDeleted).ExcludeFromDescription();
    }

    public static string PageOf(RunId run) => "/runs/" + Uri.EscapeDataString(run.Value);

    /// <exception cref="SakerException">A program sent it.</exception>
    public static async Task<IFormCollection> FormAsync(HttpContext context, CancellationToken cancellationToken) => await PageForm.FindAsync(context, cancellationToken)
        ?? throw new SakerException(ErrorKind.InvalidInput, "This takes the form of a page; programs send PATCH, DELETE, or MLflow's requests.");

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, IExperimentStore experiments, IRunStore runs, CancellationToken cancellationToken)
    {
        var form = await FormAsync(context, cancellationToken);
        var run = new RunId(id);
        context.SetAuditTarget(id);
        if (form.Text("name") is { } name)
        {
            await runs.UpdateAsync(run, new RunUpdate { Name = name }, cancellationToken);
            context.SetAuditDetail($"name '{name}'");
        }
        if (form.ContainsKey("hasNote"))
        {
            await experiments.LogAsync(run, new RunEntries { Tags = new Dictionary<string, string> { [Note] = form["note"].ToString() } }, cancellationToken);
            context.SetAuditDetail("description");
        }
        if (form.Text("key") is { } key)
        {
            await experiments.LogAsync(run, new RunEntries { Tags = new Dictionary<string, string> { [key] = form["value"].ToString() } }, cancellationToken);
            context.SetAuditDetail($"tag '{key}'");
        }
        if (form.Text("remove") is { } removed)
        {
            await runs.DeleteTagAsync(run, removed, cancellationToken);
            context.SetAuditDetail($"tag '{removed}' removed");
        }
        return PageForm.BackTo(context, PageOf(run));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IRunStore runs, CancellationToken cancellationToken)
    {
        await FormAsync(context, cancellationToken);
        context.SetAuditTarget(id);
        await runs.DeleteAsync(new RunId(id), cancellationToken);
        return PageForm.BackTo(context, PageOf(new RunId(id)));
    }
}
