namespace Saker.Onnx.Plans.Steps;

/// <summary>A node of a tree. A branch goes to its first child where a feature is less than its number, else to the second, which lies beside the first.</summary>
/// <param name="Number">What a branch compares with; what a leaf adds.</param>
/// <param name="Feature">The column that a branch looks at; a leaf's target, less one and negative.</param>
/// <param name="Child">The place of a branch's first child.</param>
/// <param name="MissingGoesFirst">Whether a missing value (NaN) goes to the first child.</param>
internal readonly record struct TreeNode(float Number, int Feature, int Child, bool MissingGoesFirst);
