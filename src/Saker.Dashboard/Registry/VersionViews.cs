using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Layout;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Registry;

/// <summary>Gathers what the page of a version shows.</summary>
public sealed class VersionViews(IRegistryStore registry, IRegistrySearch search, ModelLineage lineage, VersionCards cards, VersionFindings findings, VersionFiles files, IVerdictStore verdicts, ModelHost host)
{
    /// <exception cref="Saker.Data.SakerException">There is no such version.</exception>
    public async Task<VersionView> GetAsync(string name, int number, CancellationToken cancellationToken)
    {
        var version = await registry.FindVersionAsync(name, number, cancellationToken) ?? throw Pages.Missing("version", $"{name}/{number}", Links.Model(name));
        var origin = await lineage.GetAsync(version, cancellationToken);
        var entries = await files.ListAsync(version, FileList.MaxCount + 1, cancellationToken);
        return new VersionView
        {
            Version = version,
            Model = await search.FindSummaryAsync(name, cancellationToken) ?? throw Pages.Missing("model", name, "/models"),
            Before = (await search.ListVersionsAsync(name, number, 1, cancellationToken)).FirstOrDefault()?.Version,
            Lineage = origin,
            Verdict = await verdicts.FindAsync(name, number, cancellationToken),
            Files = FileList.Of(entries, path => Links.VersionFile(name, number, path)),
            Evaluation = await VersionEvaluator.FindAsync(version, cancellationToken),
            Signature = await VersionFindings.FindSignatureAsync(version, cancellationToken),
            Fairness = await findings.FindFairnessAsync(origin.Run, cancellationToken),
            Importance = await findings.FindImportanceAsync(version, origin.Run, cancellationToken),
            Endpoints = ServedBy(name, number),
            Card = await cards.WriteAsync(version, cancellationToken),
        };
    }

    /// <summary>What the live parts of a version's page show; what a version was made with does not change, and is not read again.</summary>
    /// <exception cref="Saker.Data.SakerException">There is no such version.</exception>
    public async Task<VersionView> GetPartsAsync(string name, int number, CancellationToken cancellationToken)
    {
        var version = await registry.FindVersionAsync(name, number, cancellationToken) ?? throw Pages.Missing("version", $"{name}/{number}", Links.Model(name));
        return new VersionView
        {
            Version = version,
            Model = await search.FindSummaryAsync(name, cancellationToken) ?? throw Pages.Missing("model", name, "/models"),
            Lineage = await lineage.GetAsync(version, cancellationToken),
            Verdict = await verdicts.FindAsync(name, number, cancellationToken),
            Files = FileList.Of([], path => path),
            Evaluation = null,
            Signature = null,
            Fairness = null,
            Importance = null,
            Endpoints = ServedBy(name, number),
            Card = "",
        };
    }

    private IReadOnlyList<Saker.Platform.Serving.Endpoint> ServedBy(string name, int number) =>
        [.. host.List().Select(status => status.Endpoint).Where(endpoint => endpoint.Model == name && endpoint.Version == number)];

    /// <summary>The page of a version, with why what it asked for was not done.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The model.</param>
    /// <param name="number">Its version.</param>
    /// <param name="fault">Why not, in words.</param>
    /// <param name="status">The answer's status.</param>
    public static async Task<IResult> RefuseAsync(HttpContext context, string name, int number, string fault, int status)
    {
        var view = await context.RequestServices.GetRequiredService<VersionViews>().GetAsync(name, number, context.RequestAborted);
        return new PageResult<VersionPage>(Pages.Parameters((nameof(VersionPage.View), view with { Fault = fault })), status);
    }
}
