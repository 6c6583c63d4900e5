using System.Security.Cryptography;
using System.Text;

namespace Saker.Platform.Pipelines;

/// <summary>The text that a pipeline was read from, which its runs keep, so that a version can be trained again as it was.</summary>
/// <param name="Yaml">The text.</param>
/// <param name="Folder">The absolute folder that paths in it start from.</param>
public sealed record PipelineText(string Yaml, string Folder)
{
    /// <summary>SHA-256 of both, 64 hexadecimal digits.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Folder}\n{Yaml}")));

    /// <summary>The artifact of the run that holds <see cref="Yaml"/>.</summary>
    internal const string Artifact = "pipeline/pipeline.yaml";

    /// <summary>The tag of the run that holds <see cref="Folder"/>.</summary>
    internal const string FolderTag = "saker.pipeline_folder";
}
