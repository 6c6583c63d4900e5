using System.Text.Json.Serialization;

namespace Saker.Learning.Selection.Comparing;

/// <summary>How two models are compared on the same rows.</summary>
public enum ComparisonTest
{
    /// <summary>Rows drawn again and again, the same for both: any score.</summary>
    Bootstrap,

    /// <summary>Areas under the ROC curve (DeLong et al. 1988).</summary>
    [JsonStringEnumMemberName("delong")]
    DeLong,

    /// <summary>Shares of rows labelled right, by the rows on which the models differ (McNemar 1947).</summary>
    [JsonStringEnumMemberName("mcnemar")]
    McNemar,
}
