using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Layout;

/// <summary>Answers with a component rendered as a whole page.</summary>
public sealed class PageResult<TComponent>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) : IResult, IMarkedPage
    where TComponent : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = await RenderAsync(httpContext, isMarked: false);
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        await httpContext.Response.WriteAsync(html, Encoding.UTF8, httpContext.RequestAborted);
    }

    Task<string> IMarkedPage.RenderMarkedAsync(HttpContext context) => RenderAsync(context, isMarked: true);

    private Task<string> RenderAsync(HttpContext context, bool isMarked) => Rendering.RenderAsync<SignedInPage>(context.RequestServices, new()
    {
        [nameof(SignedInPage.Caller)] = context.Features.Get<AccessGrant>(),
        [nameof(SignedInPage.Visit)] = PageVisit.Of(context.Request),
        [nameof(SignedInPage.IsMarked)] = isMarked,
        [nameof(SignedInPage.Page)] = typeof(TComponent),
        [nameof(SignedInPage.Parameters)] = parameters,
    });
}
