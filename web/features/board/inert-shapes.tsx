/**
 * Kinds of shape that an imported board may hold and that would ask another host for something: they are shown as a
 * card with their address and ask nobody.
 */
import {
  BookmarkShapeUtil,
  EmbedShapeUtil,
  HTMLContainer,
  type TLBookmarkShape,
  type TLEmbedShape,
  type TLVideoShape,
  VideoShapeUtil,
} from "tldraw";

function Card({ kind, text }: { kind: string; text: string }) {
  return (
    <HTMLContainer className="board-card">
      <strong>{kind}</strong>
      <span>{text}</span>
    </HTMLContainer>
  );
}

class InertBookmark extends BookmarkShapeUtil {
  override component(shape: TLBookmarkShape) {
    return <Card kind="Link" text={shape.props.url} />;
  }
}

class InertEmbed extends EmbedShapeUtil {
  override component(shape: TLEmbedShape) {
    return <Card kind="Embedded page" text={shape.props.url} />;
  }
}

class InertVideo extends VideoShapeUtil {
  override component(shape: TLVideoShape) {
    return <Card kind="Video" text={shape.props.altText || "Videos are not shown on this board."} />;
  }
  override toSvg() {
    return null as never;
  }
}

export const INERT_SHAPES = [InertBookmark, InertEmbed, InertVideo];
