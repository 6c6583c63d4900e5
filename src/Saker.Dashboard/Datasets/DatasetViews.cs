using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Dashboard.Layout;
using Saker.Data.Checks;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Datasets;

/// <summary>Gathers what the pages of a dataset version show.</summary>
public sealed class DatasetViews
{
    private const int MaxOthers = 50;
    private const int MaxProposed = 8;

    private readonly IDatasetStore _datasets;
    private readonly DatasetUses _uses;
    private readonly PrivacyMarks _marks;

    internal DatasetViews(IDatasetStore datasets, DatasetUses uses, PrivacyMarks marks) => (_datasets, _uses, _marks) = (datasets, uses, marks);

    /// <exception cref="Saker.Data.SakerException">There is no such version.</exception>
    public async Task<DatasetView> GetAsync(string name, int version, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, version, cancellationToken);
        var profile = await _datasets.GetProfileAsync(name, version, cancellationToken);
        return new DatasetView(
            found,
            profile,
            await _uses.FindAsync(found, cancellationToken),
            [.. (await _datasets.ListVersionsAsync(name, null, MaxOthers, cancellationToken)).Where(other => other.Version != version)],
            CheckLines.Read(await _datasets.GetChecksAsync(name, version, cancellationToken)),
            await _marks.FindAsync(found, profile, cancellationToken));
    }

    /// <exception cref="Saker.Data.SakerException">There is no such version.</exception>
    public async Task<DatasetVersion> FindAsync(string name, int version, CancellationToken cancellationToken) =>
        await _datasets.FindAsync(new DatasetReference(name, version), cancellationToken) ?? throw Pages.Missing("dataset", $"{name}/{version}", "/datasets");

    /// <summary>A suite to begin with: what was asked when the version was stored, else what its profile already shows to hold.</summary>
    public async Task<string> ProposeAsync(DatasetVersion version, string? report, CancellationToken cancellationToken)
    {
        if (DatasetChecks.FindSuite(report) is { } stored)
            return stored;
        var profile = await _datasets.GetProfileAsync(version.Name, version.Version, cancellationToken);
        List<Check> checks = [.. profile.Columns.Where(column => column.NullCount == 0).Take(MaxProposed).Select(column => new NotNullCheck(column.Name))];
        checks.AddRange(profile.Columns.Where(column => column.LooksLikeIdentifier).Take(1).Select(column => new UniqueCheck(column.Name)));
        return CheckSuiteText.WriteFile(new CheckSuite { Name = version.Name, Key = [.. profile.Columns.Where(column => column.LooksLikeIdentifier).Take(1).Select(column => column.Name)], Checks = checks });
    }

    /// <summary>The page of a version, with why what it asked for was not done.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The dataset.</param>
    /// <param name="version">Its version.</param>
    /// <param name="fault">Why not, in words.</param>
    /// <param name="status">The answer's status.</param>
    public static async Task<IResult> RefuseAsync(HttpContext context, string name, int version, string fault, int status)
    {
        var view = await context.RequestServices.GetRequiredService<DatasetViews>().GetAsync(name, version, context.RequestAborted);
        return new PageResult<DatasetPage>(Pages.Parameters((nameof(DatasetPage.View), view with { Fault = fault })), status);
    }
}
