using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Datasets;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Maintenance;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What the page of a dataset version sends: acts of <see cref="DatasetChangesApi"/> as forms, answered with the page.</summary>
internal static class DatasetForms
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/datasets/{name}/{version:int}/describe", DescribeAsync).Needs(Role.Deployer).Audited(AuditActs.DatasetChanged).ExcludeFromDescription();
        routes.MapPost("/datasets/{name}/{version:int}/delete", DeleteAsync).Needs(Role.Admin).Audited(AuditActs.DatasetRemoved).ExcludeFromDescription();
    }

    private static Task<IResult> DescribeAsync(string name, int version, HttpContext context, IDatasetStore datasets, CancellationToken cancellationToken) => AnswerAsync(
        name, version, context, form => datasets.DescribeAsync(name, version, form.Text("description") ?? "", PageTags.Read(form), cancellationToken), "?done=described", cancellationToken);

    private static Task<IResult> DeleteAsync(string name, int version, HttpContext context, DatasetRetention retention, CancellationToken cancellationToken) => AnswerAsync(
        name,
        version,
        context,
        form => form.Text("confirm") == $"{name}/{version}"
            ? retention.RemoveAsync(name, version, context.Actor().Name, isForced: false, cancellationToken)
            : throw new SakerException(ErrorKind.InvalidInput, $"Nothing was removed: to confirm, write {name}/{version} into the field.", "confirm"),
        "",
        cancellationToken);

    private static async Task<IResult> AnswerAsync(string name, int version, HttpContext context, Func<IFormCollection, Task> change, string done, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken)
            ?? throw new BadHttpRequestException("This is where the page's forms are sent; programs use /api/datasets.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            await change(form);
            return PageForm.BackTo(context, $"/datasets/{Uri.EscapeDataString(name)}/{version}{done}");
        }
        catch (SakerException exception) when (exception.Kind is not (ErrorKind.NotFound or ErrorKind.Internal))
        {
            var problem = ErrorResponses.Describe(exception, context.TraceIdentifier);
            context.SetAuditFailure(problem.Detail ?? problem.Title);
            return await DatasetViews.RefuseAsync(context, name, version, problem.Detail ?? problem.Title, problem.Status);
        }
    }
}
