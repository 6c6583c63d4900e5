using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>The accessibility checks of axe-core, put into a page.</summary>
internal static class Axe
{
    private static readonly string s_script = Path.Combine(Saker.Testing.Checkout.Root, "node_modules", "axe-core", "axe.min.js");

    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations
          .filter(one => one.impact === 'serious' || one.impact === 'critical')
          .map(one => `${one.id} (${one.impact}): ${one.help}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.any.concat(node.all, node.none).map(check => check.message).slice(0, 1).join('')).join(' | ')}`)
        """;

    /// <summary>Violations that are serious or critical, each with the rule and the first elements.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // Evaluated by the browser's own tool door, which the page's policy does not concern.
        await page.EvaluateAsync(await File.ReadAllTextAsync(s_script, TestContext.Current.CancellationToken));
        return await page.EvaluateAsync<string[]>(Run);
    }
}
