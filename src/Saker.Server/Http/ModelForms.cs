using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Registry;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>
/// What the pages of models send: the acts of <see cref="RegistryApi"/>, <see cref="AliasesApi"/> and <see cref="VersionFactsApi"/> as forms, answered with the page. What
/// cannot be done is said on the page that asked.
/// </summary>
internal static class ModelForms
{
    private const string Page = "/models/{name}";
    private const string VersionPage = "/models/{name}/{version:int}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, Page + "/alias", AuditActs.AliasMoved, MoveAsync);
        Map(routes, Page + "/describe", AuditActs.ModelChanged, DescribeAsync);
        Map(routes, Page + "/delete", AuditActs.ModelDeleted, DeleteAsync);
        Map(routes, VersionPage + "/describe", AuditActs.VersionChanged, DescribeVersionAsync);
        Map(routes, VersionPage + "/stage", AuditActs.VersionChanged, SetStageAsync);
        Map(routes, VersionPage + "/delete", AuditActs.VersionDeleted, DeleteVersionAsync);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string act, Func<ModelForm, Task<string>> change) =>
        routes.MapPost(path, (string name, int? version, HttpContext context, IRegistryStore registry, CancellationToken cancellationToken) => AnswerAsync(name, version, context, registry, change, cancellationToken))
            .Needs(Role.Deployer).Audited(act).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(string name, int? version, HttpContext context, IRegistryStore registry, Func<ModelForm, Task<string>> change, CancellationToken cancellationToken)
    {
        var fields = await PageForm.FindAsync(context, cancellationToken)
            ?? throw new BadHttpRequestException("This is where the page's forms are sent; programs use /api/models.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return PageForm.BackTo(context, await change(new ModelForm(name, version ?? 0, fields, context, registry, cancellationToken)));
        }
        catch (SakerException exception) when (exception.Kind is not (ErrorKind.NotFound or ErrorKind.Internal))
        {
            var problem = ErrorResponses.Describe(exception, context.TraceIdentifier);
            var text = problem.Detail ?? problem.Title;
            context.SetAuditFailure(text);
            return version is { } number
                ? await VersionViews.RefuseAsync(context, name, number, text, problem.Status)
                : await ModelViews.RefuseAsync(context, name, text, problem.Status);
        }
    }

    private static async Task<string> MoveAsync(ModelForm form)
    {
        var alias = form.Fields.Text("alias") ?? throw new SakerException(ErrorKind.InvalidInput, "The alias has no name; give one, such as champion.", "alias");
        var change = new AliasChange
        {
            Model = form.Model, Alias = alias, Version = NumberOf(form), Evidence = form.Fields.Text("evidence"), Override = form.Fields.Text("override"), Retry = form.Fields.Text("retry"), By = form.Context.Actor(),
        };
        form.Context.SetAuditTarget(AliasesApi.TargetOf(change));
        var outcome = await form.Registry.MoveAliasAsync(change, form.Cancellation);
        form.Context.SetAuditDetail(outcome.Request is { } request ? $"request {request.Id} waits for approval" : null, AuditDetails.Overridden(outcome.Override));
        return $"{form.ModelPage}?moved={Uri.EscapeDataString(alias)}";
    }

    private static async Task<string> DescribeAsync(ModelForm form)
    {
        await form.Registry.DescribeAsync(form.Model, form.Fields.Text("description"), form.Cancellation);
        foreach (var (key, value) in PageTags.Read(form.Fields))
            await (value is null ? form.Registry.DeleteTagAsync(form.Model, key, form.Cancellation) : form.Registry.SetTagAsync(form.Model, key, value, form.Cancellation));
        return form.ModelPage + "?done=described";
    }

    private static async Task<string> DeleteAsync(ModelForm form)
    {
        Confirm(form, form.Model);
        await form.Registry.DeleteAsync(form.Model, form.Cancellation);
        return "/models";
    }

    private static async Task<string> DescribeVersionAsync(ModelForm form)
    {
        await form.Registry.DescribeVersionAsync(form.Model, form.Version, form.Fields.Text("description"), form.Cancellation);
        foreach (var (key, value) in PageTags.Read(form.Fields))
            await (value is null ? form.Registry.DeleteVersionTagAsync(form.Model, form.Version, key, form.Cancellation) : form.Registry.SetVersionTagAsync(form.Model, form.Version, key, value, form.Cancellation));
        return form.VersionPage + "?done=described";
    }

    private static async Task<string> SetStageAsync(ModelForm form)
    {
        var stage = form.Fields.Text("stage") switch
        {
            "archived" => ModelStage.Archived,
            "none" => ModelStage.None,
            var other => throw new SakerException(ErrorKind.InvalidInput, $"'{other}' is no stage that the page sets; archived and none are. MLflow's clients set the others.", "stage"),
        };
        form.Context.SetAuditDetail(stage.ToString());
        await form.Registry.SetStageAsync(new StageChange { Model = form.Model, Version = form.Version, Stage = stage, By = form.Context.Actor() }, form.Cancellation);
        return form.VersionPage + "?done=stage";
    }

    private static async Task<string> DeleteVersionAsync(ModelForm form)
    {
        Confirm(form, $"{form.Model}/{form.Version.ToString(CultureInfo.InvariantCulture)}");
        await form.Registry.DeleteVersionAsync(form.Model, form.Version, form.Context.Actor(), form.Cancellation);
        return form.ModelPage + "?done=deleted";
    }

    private static void Confirm(ModelForm form, string name)
    {
        if (form.Fields.Text("confirm") != name)
            throw new SakerException(ErrorKind.InvalidInput, $"Nothing was deleted: to confirm, write {name} into the field.", "confirm");
    }

    private static int? NumberOf(ModelForm form) => form.Fields.Text("version") switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no number of a version; give one such as 3.", "version"),
    };
}
