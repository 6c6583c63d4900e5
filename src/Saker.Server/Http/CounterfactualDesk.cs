using System.Text.Json;
using Saker.Data;
using Saker.Learning.Explanation.Counterfactuals;
using Saker.Platform.Datasets;
using Saker.Platform.Serving.Explaining;

namespace Saker.Server.Http;

/// <summary>What would have to be otherwise for another answer, as the API tells it, compared with the rows that the version was trained on where they are there. Within the limits of judgements.</summary>
internal sealed class CounterfactualDesk(JudgingDesk judging, VersionExplanations versions)
{
    /// <exception cref="SakerException">As the API: there are no rows to compare with, too many are judged now, or it took too long.</exception>
    public Task<CounterfactualResult> FindAsync(string reference, JsonElement row, CancellationToken cancellationToken) => judging.JudgeAsync(
        async token =>
        {
            using var opened = await versions.OpenAsync(reference, token);
            var others = opened.Version.Dataset is { } dataset && await FindRowsAsync(dataset, token) is { } rows ? rows : opened.Examples
                ?? throw new SakerException(ErrorKind.InvalidInput, $"{reference} has no rows recorded to compare with.", "dataset");
            return await CounterfactualSearch.FindAsync(opened.Score(), AskedRows.Read([row], opened.Model.Signature, "row"), others, new CounterfactualOptions(), token);
        },
        cancellationToken);

    private async Task<Table?> FindRowsAsync(string dataset, CancellationToken cancellationToken)
    {
        try
        {
            return await judging.ReadAsync(await judging.FindAsync(DatasetReference.Parse(dataset), cancellationToken), cancellationToken);
        }
        catch (SakerException)
        {
            // Its rows may have been removed, or be too many: the version's own examples do as well.
            return null;
        }
    }
}
