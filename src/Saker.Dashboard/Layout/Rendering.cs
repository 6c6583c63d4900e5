using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Layout;

/// <summary>Renders components to HTML on the server; nothing of them runs in the browser.</summary>
internal static class Rendering
{
    /// <summary>A part of a live page, for whoever asked: its buttons know who that is, as they do on the page itself.</summary>
    public static Task<string> RenderAsync<TComponent>(HttpContext context, params (string Parameter, object? Value)[] parameters)
        where TComponent : IComponent => RenderAsync<SignedInPage>(context.RequestServices, new()
        {
            [nameof(SignedInPage.Caller)] = context.Features.Get<AccessGrant>(),
            [nameof(SignedInPage.Page)] = typeof(TComponent),
            [nameof(SignedInPage.Parameters)] = Pages.Parameters(parameters),
        });

    public static async Task<string> RenderAsync<TComponent>(IServiceProvider services, Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
