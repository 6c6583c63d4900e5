using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Layout;

/// <summary>Answers with a component rendered as a whole page.</summary>
public sealed class PageResult<TComponent>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) : IResult
    where TComponent : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = await Rendering.RenderAsync<SignedInPage>(httpContext.RequestServices, new()
        {
            [nameof(SignedInPage.Caller)] = httpContext.Features.Get<AccessGrant>(),
            [nameof(SignedInPage.Visit)] = PageVisit.Of(httpContext.Request),
            [nameof(SignedInPage.Page)] = typeof(TComponent),
            [nameof(SignedInPage.Parameters)] = parameters,
        });
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        await httpContext.Response.WriteAsync(html, Encoding.UTF8, httpContext.RequestAborted);
    }
}
