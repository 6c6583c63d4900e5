namespace Saker.Platform.Experiments;

/// <summary>Makes a name for a run that was given none: readable, and always the same for the same id.</summary>
internal static class RunNames
{
    private static readonly string[] Kinds = ["amber", "ample", "bold", "brave", "brisk", "calm", "clear", "clever", "cosmic", "crisp", "eager", "early", "fair", "fleet", "gentle", "golden", "grand", "honest", "keen", "lively", "lucid", "mellow", "nimble", "noble", "patient", "placid", "proud", "quick", "quiet", "rapid", "serene", "silver", "sleek", "smart", "solid", "steady", "subtle", "swift", "tidy", "vivid", "warm", "wise"];
    private static readonly string[] Birds = ["auk", "bittern", "bunting", "buzzard", "crake", "crane", "curlew", "dipper", "dove", "dunlin", "egret", "eider", "falcon", "finch", "gannet", "grebe", "gull", "harrier", "heron", "hobby", "ibis", "jay", "kestrel", "kite", "lark", "linnet", "martin", "merlin", "oriole", "osprey", "ouzel", "owl", "petrel", "pipit", "plover", "quail", "rail", "raven", "robin", "ruff", "saker", "shrike", "siskin", "snipe", "stork", "swan", "swift", "tern", "thrush", "wren"];

    public static string Of(RunId run)
    {
        // Ids of the same millisecond differ in their last digits only (FNV-1a spreads them).
        var hash = run.Value.Aggregate(14695981039346656037UL, (sum, c) => (sum ^ c) * 1099511628211UL);
        hash ^= hash >> 32;
        return $"{Kinds[hash % (ulong)Kinds.Length]}-{Birds[hash / 97 % (ulong)Birds.Length]}-{hash / 10_007 % 1000}";
    }
}
